namespace Generated.Kernels.Tests;

/// <summary>The result of one check.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Detail">What differs, or what was counted.</param>
sealed record Check(string Name, bool Passed, string Detail);

/// <summary>Collects what a part of the suite finds, so that it can be shown by a test runner and by a child process alike.</summary>
sealed class Report
{
    readonly List<Check> failures = [];
    readonly List<string> notes = [];

    /// <summary>How many checks passed.</summary>
    public int Passed { get; private set; }

    public IReadOnlyList<Check> Failures => failures;

    /// <summary>Figures worth printing even when everything passed.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Records a check.</summary>
    /// <param name="name">What was checked.</param>
    /// <param name="difference">What differs, or null: nothing.</param>
    public void Add(string name, string? difference)
    {
        if (difference is null)
            Passed++;
        else
            failures.Add(new Check(name, false, difference));
    }

    public void Note(string text) => notes.Add(text);

    /// <summary>The notes, the first failures and the counts.</summary>
    public override string ToString() =>
        string.Join("\n", [
            .. notes,
            .. failures.Take(30).Select(failure => $"FAILED {failure.Name}: {failure.Detail}"),
            .. failures.Count > 30 ? [$"… and {failures.Count - 30} more failures"] : Array.Empty<string>(),
            $"{Passed} passed, {failures.Count} failed",
        ]);
}
