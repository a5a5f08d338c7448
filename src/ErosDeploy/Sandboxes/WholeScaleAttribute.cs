using System.Management.Automation;

namespace ErosDeploy.Sandboxes;

/// <summary>PowerShell would round 0.05 to 0, and complain of a number that nobody gave.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WholeScaleAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        LanguagePrimitives.TryConvertTo<double>(inputData, out var scale) && scale != Math.Floor(scale)
            ? throw new ArgumentTransformationMetadataException("-Scale is a whole number from 1: how many times the size of the real system the sample has.")
            : inputData;
}
