namespace ErosDeploy.Core.Preflights;

/// <summary>The dataset is where the target says, or the catalogue could not have been read; the bucket must be there too for backups.</summary>
sealed class LocationCheck(ErosServices services)
{
    public async Task<PreflightCheck> RunAsync(bool backup, CancellationToken cancellationToken)
    {
        try
        {
            return Of(await services.Bucket.LocationAsync(cancellationToken), backup);
        }
        catch (ErosException e)
        {
            return Check(e.Code == ErosErrorCode.BucketNotFound ? CheckStatus.Fail : CheckStatus.Unknown, e.What) with { Code = e.Code, Next = e.NextStep };
        }
    }

    PreflightCheck Of(string? location, bool backup)
    {
        var target = services.Target;
        var where = $"dataset {target.Dataset} in {target.Location}, bucket {target.Bucket} in {location ?? "no known place"}";
        if (location is null)
            return Check(CheckStatus.Unknown, where);
        return string.Equals(location, target.Location, StringComparison.OrdinalIgnoreCase)
            ? Check(CheckStatus.Pass, where)
            : Check(backup ? CheckStatus.Fail : CheckStatus.Warn, $"{where}: no backup can be taken") with { Next = $"Use a bucket in {target.Location}." };
    }

    static PreflightCheck Check(CheckStatus status, string detail) => new()
    {
        Id = "location",
        Title = "Dataset and bucket are in one place",
        Status = status,
        Detail = detail,
        Code = ErosErrorCode.LocationMismatch,
    };
}
