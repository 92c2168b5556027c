namespace Generated.Kernels.Generator;

/// <summary>How far names are apart that somebody may have misspelled.</summary>
internal static class Spelling
{
    /// <summary>Whether one is likely meant to be the other: two characters are wrong, or one in a short name.</summary>
    public static bool IsSimilar(string name, string other) => Distance(name, other) <= (name.Length < 6 ? 1 : 2);

    /// <summary>The number of characters to insert, remove or replace, whatever their case: V. Levenshtein, <i>Binary codes capable of correcting
    /// deletions, insertions, and reversals</i> (1966).</summary>
    public static int Distance(string name, string other)
    {
        // Row i: from the first i characters of the name to each beginning of the other.
        int[] row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (int i = 1; i <= name.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(name[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[other.Length];
    }
}
