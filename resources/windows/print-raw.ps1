# Hands one print job to the Windows spooler as it is (datatype RAW), or lists the printers of this machine.
#
#   print-raw.ps1 print   bytes on standard input; name of the printer in $env:COMPTOIR_PRINTER
#   print-raw.ps1 list    one JSON array of {Name, DriverName, PortName} on standard output
#
# Exit codes of print: 0 the spooler took all of it; 3 there is no such printer, or it may not be opened; 4 the spooler
# refused the job before its first byte; 5 it broke off in the middle. With 0 the last line says "finished" when the job
# left the queue in time, else "waiting".
#
# The name of a printer is never part of a command line: it is read from the environment, and only ever an argument of a
# function. Windows PowerShell 5.1, which is part of Windows, compiles the few lines of C# below by itself.
param([Parameter(Mandatory = $true)][ValidateSet('print', 'list')][string]$Mode)
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false

if ($Mode -eq 'list') {
  $printers = @(Get-Printer | Select-Object -Property Name, DriverName, PortName)
  # One printer alone would be no array.
  [Console]::Out.Write((ConvertTo-Json -InputObject $printers -Compress))
  exit 0
}

Add-Type -TypeDefinition @'
using System;
using System.Runtime.InteropServices;

public static class ComptoirSpooler
{
    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    public struct DocInfo
    {
        [MarshalAs(UnmanagedType.LPWStr)] public string Name;
        [MarshalAs(UnmanagedType.LPWStr)] public string OutputFile;
        [MarshalAs(UnmanagedType.LPWStr)] public string DataType;
    }

    [DllImport("winspool.drv", EntryPoint = "OpenPrinterW", CharSet = CharSet.Unicode, SetLastError = true)]
    public static extern bool OpenPrinter(string name, out IntPtr printer, IntPtr defaults);
    [DllImport("winspool.drv", SetLastError = true)]
    public static extern bool ClosePrinter(IntPtr printer);
    [DllImport("winspool.drv", EntryPoint = "StartDocPrinterW", CharSet = CharSet.Unicode, SetLastError = true)]
    public static extern int StartDocPrinter(IntPtr printer, int level, ref DocInfo info);
    [DllImport("winspool.drv", SetLastError = true)]
    public static extern bool EndDocPrinter(IntPtr printer);
    [DllImport("winspool.drv", SetLastError = true)]
    public static extern bool StartPagePrinter(IntPtr printer);
    [DllImport("winspool.drv", SetLastError = true)]
    public static extern bool EndPagePrinter(IntPtr printer);
    [DllImport("winspool.drv", SetLastError = true)]
    public static extern bool WritePrinter(IntPtr printer, byte[] bytes, int length, out int written);
    [DllImport("winspool.drv", EntryPoint = "GetJobW", CharSet = CharSet.Unicode, SetLastError = true)]
    public static extern bool GetJob(IntPtr printer, int job, int level, IntPtr buffer, int size, out int needed);
}
'@

$buffer = New-Object System.IO.MemoryStream
[Console]::OpenStandardInput().CopyTo($buffer)
$bytes = $buffer.ToArray()

$printer = [IntPtr]::Zero
if (-not [ComptoirSpooler]::OpenPrinter($env:COMPTOIR_PRINTER, [ref]$printer, [IntPtr]::Zero)) { exit 3 }
try {
  $info = New-Object ComptoirSpooler+DocInfo
  $info.Name = 'Comptoir'
  $info.DataType = 'RAW'
  $job = [ComptoirSpooler]::StartDocPrinter($printer, 1, [ref]$info)
  if ($job -eq 0) { exit 4 }
  $isWhole = [ComptoirSpooler]::StartPagePrinter($printer)
  $offset = 0
  while ($isWhole -and $offset -lt $bytes.Length) {
    $rest = New-Object byte[] ($bytes.Length - $offset)
    [Array]::Copy($bytes, $offset, $rest, 0, $rest.Length)
    $written = 0
    $isWhole = [ComptoirSpooler]::WritePrinter($printer, $rest, $rest.Length, [ref]$written) -and ($written -gt 0)
    $offset += $written
  }
  if ($isWhole) { $isWhole = [ComptoirSpooler]::EndPagePrinter($printer) }
  if (-not [ComptoirSpooler]::EndDocPrinter($printer)) { $isWhole = $false }
  if (-not $isWhole) { exit 5 }
  # A job that the spooler has done with is unknown to it (87); one that waits only lacks room for its answer (122).
  $end = [DateTime]::UtcNow.AddSeconds(10)
  $word = 'waiting'
  while ([DateTime]::UtcNow -lt $end) {
    $needed = 0
    $isKnown = [ComptoirSpooler]::GetJob($printer, $job, 1, [IntPtr]::Zero, 0, [ref]$needed)
    $problem = [System.Runtime.InteropServices.Marshal]::GetLastWin32Error()
    if (-not $isKnown -and $problem -eq 87) { $word = 'finished'; break }
    Start-Sleep -Milliseconds 200
  }
  [Console]::Out.WriteLine($word)
  exit 0
}
finally {
  [void][ComptoirSpooler]::ClosePrinter($printer)
}
