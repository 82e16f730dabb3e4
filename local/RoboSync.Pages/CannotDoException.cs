namespace RoboSync.Pages;

/// <summary>What was asked for cannot be done; the message says why and what to do. It holds nothing personal.</summary>
internal sealed class CannotDoException(string message, Exception? innerException = null) : Exception(message, innerException);
