#:property PublishAot=false
#:property SelfContained=true
#:property InvariantGlobalization=true

// The neighbour for .NET: the same jobs by System.Diagnostics.Process, as C# programs use it: Read
// where a job blocks, ReadAsync and WaitForExitAsync where it waits. Answers requests as
// floor/main.c does. With an argument it does nothing, or holds still to be weighed.
//
//   dotnet publish bench/neighbour.cs -r win-x64 -o build/neighbour
using System.Diagnostics;

if (args.Length > 0)
{
    if (args[0] == "memory")
    {
        Console.WriteLine(".");
        Console.Read();
    }
    return;
}

while (Console.ReadLine() is string line)
{
    string[] words = line.Split('\t');
    var samples = Benchmarks.Named(words[0])(int.Parse(words[1]), words[2..]);
    Console.WriteLine(string.Join(' ', samples));
}

static class Benchmarks
{
    static readonly string folder = Environment.GetEnvironmentVariable("QP_BENCH_PROGRAMS")!;
    static readonly byte[] buffer = new byte[65536];

    public delegate IEnumerable<string> Run(int count, string[] words);

    public static Run Named(string name) => name switch
    {
        "spawn" => (count, words) => Blocking(count, new(Child("nothing"))),
        "spawn-args" => SpawnArgs,
        "spawn-env" => SpawnEnv,
        "spawn-path" => (count, words) => Blocking(count, new(words[0])),
        "capture" => Capture,
        "read" => Read,
        "write" => Write,
        "pipeline" => Waiting(Pipeline),
        "many" => Many,
        "latency" => (count, words) => Latency(count).Result,
        "end" => Waiting(_ => End()),
        "talk-handler" or "talk-stream" => (count, words) => Talk(count).Result,
        "handler-read" or "stream-read" => Waiting(ReadAsync),
        "run-async" => Waiting(Collect),
        "children" => Children,
        _ => throw new ArgumentException(name),
    };

    // ---- what they share ----

    // The clock that the children read, in nanoseconds.
    static double Now() => Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);

    static string Sample(double nanoseconds) => $"time={nanoseconds:F0}";

    static Run Waiting(Func<string[], Task<double>> once) =>
        (count, words) => Enumerable.Range(0, count).Select(_ => Sample(once(words).Result));

    static void Must(bool ok, string what)
    {
        if (!ok)
        {
            throw new InvalidOperationException($"{what} failed");
        }
    }

    static string Child(string name) => $@"{folder}\{name}.exe";

    static Process Start(string name, string[] args, bool input = false, bool output = false, bool error = false) =>
        Process.Start(new ProcessStartInfo(Child(name), args)
        {
            RedirectStandardInput = input,
            RedirectStandardOutput = output,
            RedirectStandardError = error,
        })!;

    static void Reap(Process process)
    {
        process.WaitForExit();
        Must(process.ExitCode == 0, process.StartInfo.FileName);
        process.Dispose();
    }

    static async Task ReapAsync(Process process)
    {
        await process.WaitForExitAsync();
        Must(process.ExitCode == 0, process.StartInfo.FileName);
        process.Dispose();
    }

    // ---- spawn ----

    static IEnumerable<string> Blocking(int count, ProcessStartInfo info)
    {
        for (int i = 0; i < count; i++)
        {
            double before = Now();
            using Process process = Process.Start(info)!;
            process.WaitForExit();
            yield return Sample(Now() - before);
            Must(process.ExitCode == 0, info.FileName);
        }
    }

    static IEnumerable<string> SpawnArgs(int count, string[] words)
    {
        var arguments = Enumerable.Range(0, int.Parse(words[0])).Select(i => $"argument{i % 100:00}");
        return Blocking(count, new(Child("nothing"), arguments));
    }

    static IEnumerable<string> SpawnEnv(int count, string[] words)
    {
        ProcessStartInfo info = new(Child("nothing"));
        info.Environment.Clear();
        info.Environment["SystemRoot"] = Environment.GetEnvironmentVariable("SystemRoot");
        for (int i = 0; i < 100; i++)
        {
            info.Environment[$"VARIABLE_{i:00}"] = $"the value of variable {i:00}";
        }
        return Blocking(count, info);
    }

    // ---- pipes ----

    static IEnumerable<string> Capture(int count, string[] words)
    {
        for (int i = 0; i < count; i++)
        {
            double before = Now();
            Process say = Start("say", [], output: true);
            string text = say.StandardOutput.ReadToEnd();
            Reap(say);
            yield return Sample(Now() - before);
            Must(text.Length == 1024, "say");
        }
    }

    static IEnumerable<string> Read(int count, string[] words)
    {
        for (int i = 0; i < count; i++)
        {
            Process spew = Start("spew", words, output: true);
            Stream output = spew.StandardOutput.BaseStream;
            long total = output.Read(buffer);
            double before = Now();
            for (int n; (n = output.Read(buffer)) > 0;)
            {
                total += n;
            }
            yield return Sample(Now() - before);
            Must(total == long.Parse(words[0]), "the transfer");
            Reap(spew);
        }
    }

    static IEnumerable<string> Write(int count, string[] words)
    {
        for (int i = 0; i < count; i++)
        {
            Process swallow = Start("swallow", [], input: true);
            double before = Now();
            for (long total = 0; total < long.Parse(words[0]); total += buffer.Length)
            {
                swallow.StandardInput.BaseStream.Write(buffer);
            }
            swallow.StandardInput.Close();
            Reap(swallow);
            yield return Sample(Now() - before);
        }
    }

    static async Task Connect(Process from, Process to)
    {
        await from.StandardOutput.BaseStream.CopyToAsync(to.StandardInput.BaseStream);
        to.StandardInput.Close();
    }

    static async Task<double> Pipeline(string[] words)
    {
        double before = Now();
        Process[] all =
        [
            Start("spew", words, output: true),
            Start("copy", [], input: true, output: true),
            Start("copy", [], input: true, output: true),
        ];
        Task[] connected = [Connect(all[0], all[1]), Connect(all[1], all[2])];
        long total = await Drain(all[2].StandardOutput.BaseStream);
        await Task.WhenAll(connected);
        await Task.WhenAll(all.Select(ReapAsync));
        double time = Now() - before;
        Must(total == long.Parse(words[0]), "the transfer");
        return time;
    }

    static async Task<long> Drain(Stream output)
    {
        long total = 0;
        for (int n; (n = await output.ReadAsync(buffer)) > 0;)
        {
            total += n;
        }
        return total;
    }

    static async Task<double> ReadAsync(string[] words)
    {
        Process spew = Start("spew", words, output: true);
        Stream output = spew.StandardOutput.BaseStream;
        long total = await output.ReadAsync(buffer);
        double before = Now();
        total += await Drain(output);
        double time = Now() - before;
        Must(total == long.Parse(words[0]), "the transfer");
        await ReapAsync(spew);
        return time;
    }

    static async Task<double> Collect(string[] words)
    {
        double before = Now();
        Process spew = Start("spew", words, output: true, error: true);
        MemoryStream bytes = new(), errors = new();
        await Task.WhenAll(
            spew.StandardOutput.BaseStream.CopyToAsync(bytes),
            spew.StandardError.BaseStream.CopyToAsync(errors));
        await ReapAsync(spew);
        double time = Now() - before;
        Must(bytes.Length == long.Parse(words[0]), "the transfer");
        return time;
    }

    // ---- events, and programs that are talked to ----

    static async Task<List<string>> Latency(int count)
    {
        List<string> samples = [];
        Process stamp = Start("stamp", [$"{count}"], output: true);
        while (await stamp.StandardOutput.BaseStream.ReadAsync(buffer.AsMemory(0, 8)) > 0)
        {
            double now = Now();
            samples.Add(Sample(now - BitConverter.ToInt64(buffer)));
        }
        await ReapAsync(stamp);
        return samples;
    }

    static async Task<double> End()
    {
        using Process stamp = Start("stamp", ["1"], output: true);
        await stamp.WaitForExitAsync();
        double now = Now();
        stamp.StandardOutput.BaseStream.ReadExactly(buffer, 0, 8);
        return now - BitConverter.ToInt64(buffer);
    }

    static async Task<List<string>> Talk(int count)
    {
        List<string> samples = [];
        Process copy = Start("copy", [], input: true, output: true);
        Stream input = copy.StandardInput.BaseStream;
        Stream output = copy.StandardOutput.BaseStream;
        for (int i = -1; i < count; i++)
        {
            double before = Now();
            await input.WriteAsync(buffer.AsMemory(0, 1));
            await input.FlushAsync();
            Must(await output.ReadAsync(buffer.AsMemory(0, 1)) == 1, "copy");
            if (i >= 0) // the first one waits for the start
            {
                samples.Add(Sample(Now() - before));
            }
        }
        copy.StandardInput.Close();
        await ReapAsync(copy);
        return samples;
    }

    // ---- many at once ----

    // The neighbours have no wait for any child: only the start is measured.
    static IEnumerable<string> Many(int count, string[] words)
    {
        int number = int.Parse(words[0]);
        for (int i = 0; i < count; i++)
        {
            double started = Now();
            List<Process> all = [];
            for (int j = 0; j < number; j++)
            {
                all.Add(Start("hold", [], input: true));
            }
            yield return $"start={(Now() - started) / number:F0}";
            all.ForEach(process => process.StandardInput.Close());
            all.ForEach(Reap);
        }
    }

    // What this process takes; the floor looks.
    static (double bytes, double threads) Weigh()
    {
        Process floor = Start("floor", [], input: true, output: true);
        floor.StandardInput.WriteLine($"weigh\t1\t{Environment.ProcessId}");
        floor.StandardInput.Close();
        string[] parts = floor.StandardOutput.ReadToEnd().Trim().Split(' ');
        Reap(floor);
        return (double.Parse(parts[0].Split('=')[1]), double.Parse(parts[1].Split('=')[1]));
    }

    // Its output goes to handlers, which take less memory than CopyToAsync.
    static Process Hold()
    {
        Process held = Start("hold", [], input: true, output: true, error: true);
        held.OutputDataReceived += (_, _) => { };
        held.ErrorDataReceived += (_, _) => { };
        held.BeginOutputReadLine();
        held.BeginErrorReadLine();
        return held;
    }

    // A read that waits holds a thread of the pool, which grows slowly: with many children most reads
    // have no thread yet when this process is weighed. Whatever is awaited here would wait for one.
    static IEnumerable<string> Children(int count, string[] words)
    {
        int number = int.Parse(words[0]);
        for (int i = 0; i < count; i++)
        {
            List<Process> all = [Hold()];
            Thread.Sleep(100);
            var (bytes, threads) = Weigh();
            for (int j = 0; j < number; j++)
            {
                all.Add(Hold());
            }
            Thread.Sleep(100);
            var (moreBytes, moreThreads) = Weigh();
            yield return $"bytes={(moreBytes - bytes) / number:F0}";
            yield return $"threads={(moreThreads - threads) * 1000 / number:F0}";
            all.ForEach(process => process.StandardInput.Close());
            all.ForEach(Reap);
        }
    }
}
