using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace RoboSync.Console.SignIn;

/// <summary>Whatever the framework finds wrong, in Japanese: also what no page of ours can come to today.</summary>
internal sealed class JapaneseErrors : IdentityErrorDescriber
{
    private const string Again = "操作を完了できませんでした。画面を開き直して、もう一度お試しください。";
    private const string Known = "このメールアドレスはすでに登録されています。別のアドレスを入力してください。";
    private const string NoAddress = "メールアドレスを正しい形式で入力してください（例：taro@example.co.jp）。";

    public override IdentityError DefaultError() => Of(nameof(DefaultError), Again);

    public override IdentityError ConcurrencyFailure() => Of(nameof(ConcurrencyFailure), "同時に別の操作が行われました。もう一度お試しください。");

    public override IdentityError PasswordMismatch() => Of(nameof(PasswordMismatch), PasswordTexts.CurrentWrong);

    public override IdentityError InvalidToken() => Of(nameof(InvalidToken), PasswordTexts.LinkOver);

    public override IdentityError RecoveryCodeRedemptionFailed() =>
        Of(nameof(RecoveryCodeRedemptionFailed), "この回復用コードは使えません。別のコードを入力してください。");

    public override IdentityError LoginAlreadyAssociated() => Of(nameof(LoginAlreadyAssociated), Known);

    public override IdentityError InvalidUserName(string? userName) => Of(nameof(InvalidUserName), NoAddress);

    public override IdentityError InvalidEmail(string? email) => Of(nameof(InvalidEmail), NoAddress);

    public override IdentityError DuplicateUserName(string userName) => Of(nameof(DuplicateUserName), Known);

    public override IdentityError DuplicateEmail(string email) => Of(nameof(DuplicateEmail), Known);

    public override IdentityError InvalidRoleName(string? role) => Of(nameof(InvalidRoleName), Again);

    public override IdentityError DuplicateRoleName(string role) => Of(nameof(DuplicateRoleName), Again);

    public override IdentityError UserAlreadyHasPassword() => Of(nameof(UserAlreadyHasPassword), Again);

    public override IdentityError UserLockoutNotEnabled() => Of(nameof(UserLockoutNotEnabled), Again);

    public override IdentityError UserAlreadyInRole(string role) => Of(nameof(UserAlreadyInRole), Again);

    public override IdentityError UserNotInRole(string role) => Of(nameof(UserNotInRole), Again);

    public override IdentityError PasswordTooShort(int length) => Of(nameof(PasswordTooShort), string.Create(
        CultureInfo.InvariantCulture, $"パスワードは{length}文字以上にしてください。"));

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Of(nameof(PasswordRequiresUniqueChars), string.Create(
        CultureInfo.InvariantCulture, $"パスワードには{uniqueChars}種類以上の文字を使ってください。"));

    public override IdentityError PasswordRequiresNonAlphanumeric() => Of(nameof(PasswordRequiresNonAlphanumeric), "パスワードに記号を入れてください。");

    public override IdentityError PasswordRequiresDigit() => Of(nameof(PasswordRequiresDigit), "パスワードに数字（0～9）を入れてください。");

    public override IdentityError PasswordRequiresLower() => Of(nameof(PasswordRequiresLower), "パスワードに英小文字（a～z）を入れてください。");

    public override IdentityError PasswordRequiresUpper() => Of(nameof(PasswordRequiresUpper), "パスワードに英大文字（A～Z）を入れてください。");

    private static IdentityError Of(string code, string description) => new() { Code = code, Description = description };
}
