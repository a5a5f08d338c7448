<#
.SYNOPSIS
Builds, tests and packages ErosDeploy. Internal use.

.DESCRIPTION
Runs under pwsh and under `eros -File build.ps1`, so it uses only what both have.

.PARAMETER Task
Build: the solution; leaves an importable module at the repository's root. Test: builds and runs all tests.
Package: builds Release and writes the module and, apart from it, the sandbox of this platform as zip files.

.PARAMETER Configuration
Debug or Release; Package always takes Release.
#>
param(
    [ValidateSet('Build', 'Test', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$solution = [IO.Path]::Combine($root, 'Eros.PowerShell.sln')

function Invoke-DotNet {
    # A native program that fails does not stop a script by itself.
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args -join ' ') ended with code $LASTEXITCODE."
    }
}

function Invoke-BuildTask {
    param([string] $Configuration)
    Invoke-DotNet build $solution --nologo --configuration $Configuration
}

function Invoke-TestTask {
    param([string] $Configuration)
    Invoke-BuildTask $Configuration
    Invoke-DotNet test $solution --nologo --no-build --configuration $Configuration
}

function Copy-Tree {
    param([string] $From, [string] $To, [scriptblock] $Where)
    foreach ($file in [IO.Directory]::EnumerateFiles($From, '*', 'AllDirectories')) {
        $name = [IO.Path]::GetRelativePath($From, $file)
        if (& $Where $name.Replace('\', '/')) {
            $copy = [IO.Path]::Combine($To, $name)
            $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($copy))
            [IO.File]::Copy($file, $copy, $true)
        }
    }
}

function New-Archive {
    param([string] $Folder, [string] $Archive)
    if ([IO.File]::Exists($Archive)) { [IO.File]::Delete($Archive) }
    [IO.Compression.ZipFile]::CreateFromDirectory($Folder, $Archive, 'SmallestSize', $false)
    '{0}: {1:N1} MB' -f $Archive, ([IO.FileInfo]::new($Archive).Length / 1MB)
}

function Invoke-PackageTask {
    Invoke-BuildTask Release
    $bin = [IO.Path]::Combine($root, 'bin')
    $out = [IO.Path]::Combine($bin, 'package')
    if ([IO.Directory]::Exists($out)) { [IO.Directory]::Delete($out, $true) }
    $module = [IO.Path]::Combine($out, 'ErosDeploy')
    $sandbox = [IO.Path]::Combine($out, 'ErosDeploy.Sandbox')
    # What only the sandbox needs is a package of its own: DuckDB's native library alone is larger than the whole module.
    $ofSandbox = { param($name) $name -match '^deps/(ErosDeploy\.Sandbox|DuckDB|Avro|Apache\.Arrow|runtimes/|libduckdb|duckdb)' }
    $ofModule = { param($name) -not (& $ofSandbox $name) -and $name -notmatch '^package/' -and $name -notmatch '\.pdb$' }
    Copy-Tree $bin ([IO.Path]::Combine($module, 'bin')) $ofModule
    Copy-Tree $bin ([IO.Path]::Combine($sandbox, 'bin')) $ofSandbox
    Copy-Tree ([IO.Path]::Combine($root, 'sql')) ([IO.Path]::Combine($module, 'sql')) { $true }
    foreach ($name in 'ErosDeploy.psd1', 'README.md', 'CHANGELOG.md') {
        [IO.File]::Copy([IO.Path]::Combine($root, $name), [IO.Path]::Combine($module, $name))
    }
    New-Archive $module "$module.zip"
    New-Archive $sandbox "$sandbox.zip"
}

foreach ($name in $Task) {
    switch ($name) {
        'Build' { Invoke-BuildTask $Configuration }
        'Test' { Invoke-TestTask $Configuration }
        'Package' { Invoke-PackageTask }
    }
}
