System.Console.WriteLine("RoboSync");
