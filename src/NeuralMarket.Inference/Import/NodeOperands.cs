namespace NeuralMarket.Inference.Import;

/// <summary>What a node reads: the activations, and constants.</summary>
internal sealed class NodeOperands(GraphNode node, ModelGraph graph, ImportFindings findings)
{
    /// <summary>Which operand the activations are.</summary>
    public int Computed => node.Proto.Input.ToList().FindIndex(graph.IsComputed);

    /// <summary>Checks how many operands there are, and that the activations are the first and only one that is computed.</summary>
    public bool Expect(int least, int most, bool computedAnywhere = false)
    {
        int count = node.Proto.Input.Count;
        int[] computed = [.. Enumerable.Range(0, count).Where(i => graph.IsComputed(node.Proto.Input[i]))];
        if (count < least || count > most || node.Proto.Output.Count == 0)
        {
            return Report($"It reads {count} and puts out {node.Proto.Output.Count} values.", "Export the model again; the operator has another number of them.");
        }

        if (computed.Length > 1)
        {
            return Report("It combines several computed values.", "Layers must form a chain; networks with skip connections or branches cannot be imported.");
        }

        return computed is [0] || (computed.Length == 1 && computedAnywhere)
            || Report("The activations are not its first operand.", "Export the model again, so that weights are constants and stand behind the activations.");
    }

    /// <summary>A constant operand; <see langword="null"/> when there is none, which is reported.</summary>
    /// <param name="position">Which operand.</param>
    /// <param name="what">What it is to the operator.</param>
    /// <param name="rank">How many dimensions it must have, or <see langword="null"/> for any.</param>
    /// <param name="isFloating">Whether its numbers must be of a floating-point type or whole.</param>
    public ConstantTensor? Constant(int position, string what, int? rank, bool isFloating = true)
    {
        string name = position < node.Proto.Input.Count ? node.Proto.Input[position] : "";
        ConstantTensor? constant = name.Length > 0 ? graph.Constant(name) : null;
        if (constant is null)
        {
            // A constant that is broken was reported where it stands.
            if (name.Length == 0 || graph.IsComputed(name))
            {
                Report($"Its {what} {(name.Length == 0 ? "are missing" : "are computed")}.", "Simplify the model, so that they are constants.");
            }

            return null;
        }

        if (rank is not null && constant.Dimensions.Count != rank)
        {
            Report($"Its {what} have the shape {ConstantTensor.Text(constant.Dimensions)}.", $"They must have {rank} dimensions.");
            return null;
        }

        if (constant.IsFloating != isFloating)
        {
            Report($"Its {what} are {(isFloating ? "whole numbers" : "no whole numbers")}.", "Export the model again.");
            return null;
        }

        return constant;
    }

    /// <summary>A constant operand with one number a channel; left out, it is none.</summary>
    /// <returns>False when a problem was reported.</returns>
    public bool TryVector(int position, string what, long count, out double[]? values)
    {
        values = null;
        if (IsLeftOut(position))
        {
            return true;
        }

        if (Constant(position, what, 1) is not ConstantTensor constant)
        {
            return false;
        }

        if (constant.Count != count)
        {
            return Report($"Its {what} have {constant.Count} numbers for {count} channels.", "Export the model again.");
        }

        values = constant.Doubles();
        return AreFinite(values, what);
    }

    /// <summary>A constant operand with one number an output, or one for all of them; left out, it is none.</summary>
    /// <returns>False when a problem was reported.</returns>
    public bool TryBroadcast(int position, string what, int count, out double[]? values)
    {
        values = null;
        if (IsLeftOut(position))
        {
            return true;
        }

        if (Constant(position, what, null) is not ConstantTensor constant)
        {
            return false;
        }

        bool isRow = constant.Count == count && constant.Dimensions.Count is 1 or 2 && constant.Dimensions[^1] == count;
        if (!isRow && constant.Count != 1)
        {
            return Report($"Its {what} have the shape {ConstantTensor.Text(constant.Dimensions)} for {count} outputs.", "Export the model again.");
        }

        double[] given = constant.Doubles();
        values = isRow ? given : [.. Enumerable.Repeat(given[0], count)];
        return AreFinite(given, what);
    }

    /// <summary>Whether an operand is the constant false; one that was not read as a number says nothing.</summary>
    public bool IsFalse(int position) => graph.Constant(node.Proto.Input[position]) is { IsFloating: false, Count: 1 } flag && flag.Integers()[0] == 0;

    /// <summary>Reports numbers that are not finite.</summary>
    public bool AreFinite(double[] values, string what) =>
        values.All(double.IsFinite) || Report($"Its {what} hold an infinite number or none at all (NaN).", "Export the model again.", OnnxRules.Tensor);

    private bool IsLeftOut(int position) => position >= node.Proto.Input.Count || node.Proto.Input[position].Length == 0;

    private bool Report(string message, string remedy, string rule = OnnxRules.Operand)
    {
        findings.Error(rule, node.Place, message, remedy);
        return false;
    }
}
