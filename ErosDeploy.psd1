@{
    RootModule           = 'bin/ErosDeploy.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '639a7df9-987d-453c-bf0f-57d7ab4b773a'
    Copyright            = 'Internal use'
    Description          = 'Deploys changes to the EROS scheduling system on BigQuery: backs up, deploys phase by phase with tests and gates, watches, and gets back exactly to where it was.'
    CompatiblePSEditions = @('Core')
    PowerShellVersion    = '7.4'
    FormatsToProcess     = @(
        'bin/Backups.format.ps1xml'
        'bin/Deployments.format.ps1xml'
        'bin/Health.format.ps1xml'
        'bin/Linting.format.ps1xml'
        'bin/Measurements.format.ps1xml'
        'bin/PhaseResults.format.ps1xml'
        'bin/Phases.format.ps1xml'
        'bin/Plans.format.ps1xml'
        'bin/Restores.format.ps1xml'
        'bin/Runs.format.ps1xml'
        'bin/Targets.format.ps1xml'
        'bin/Watches.format.ps1xml'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'Compare-ErosBackup'
        'Get-ErosBackup'
        'Get-ErosContext'
        'Get-ErosDeployment'
        'Get-ErosHealth'
        'Get-ErosPhase'
        'Invoke-ErosDeployment'
        'Invoke-ErosPhase'
        'Measure-ErosPhase'
        'New-ErosBackup'
        'New-ErosSandbox'
        'Remove-ErosBackup'
        'Restore-ErosBackup'
        'Resume-ErosDeployment'
        'Set-ErosContext'
        'Test-ErosBackup'
        'Test-ErosPhase'
        'Undo-ErosPhase'
        'Unlock-ErosDeployment'
    )
    PrivateData          = @{
        PSData = @{
            Tags = @('BigQuery', 'Deployment', 'Backup', 'Rollback')
        }
    }
}
