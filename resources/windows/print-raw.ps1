# Hands one print job to the Windows spooler as it is (datatype RAW), or lists the printers of this machine.
#
#   print-raw.ps1 print    bytes on standard input; name of the printer in $env:COMPTOIR_PRINTER
#   print-raw.ps1 kick     the same for what opens the drawer: not given to a printer that is known to stand still, and taken
#                          back from the queue when it has not left it within $env:COMPTOIR_WAIT_MS
#   print-raw.ps1 forget   takes back every kick that is still in the queue of $env:COMPTOIR_PRINTER
#   print-raw.ps1 list     one JSON array of {Name, DriverName, PortName} on standard output
#
# Exit codes of print and kick: 0 the spooler took all of it; 3 there is no such printer, or it may not be opened; 4 the spooler
# refused the job before its first byte, or the printer stands still; 5 it broke off in the middle, or began to print and could not
# be waited for; 6 the kick was taken back before it began. With 0 the last line says "finished" when the job left the queue
# in time, else "waiting".
#
# The name of a printer is never part of a command line: it is read from the environment, and only ever an argument of a
# function. Windows PowerShell 5.1, which is part of Windows, compiles the few lines of C# below by itself.
param([Parameter(Mandatory = $true)][ValidateSet('print', 'kick', 'forget', 'list')][string]$Mode)
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
# What a kick is called in the queue, so that it is told from tickets.
$kickName = 'Comptoir drawer'

if ($Mode -eq 'list') {
  $printers = @(Get-Printer | Select-Object -Property Name, DriverName, PortName)
  # One printer alone would be no array.
  [Console]::Out.Write((ConvertTo-Json -InputObject $printers -Compress))
  exit 0
}

if ($Mode -eq 'forget') {
  $kicks = @(Get-PrintJob -PrinterName $env:COMPTOIR_PRINTER | Where-Object { $_.DocumentName -eq $kickName })
  foreach ($kick in $kicks) { Remove-PrintJob -InputObject $kick }
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
    static extern bool GetJob(IntPtr printer, int job, int level, IntPtr buffer, int size, out int needed);
    [DllImport("winspool.drv", EntryPoint = "SetJobW", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool SetJob(IntPtr printer, int job, int level, IntPtr buffer, int command);
    [DllImport("winspool.drv", EntryPoint = "GetPrinterW", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool GetPrinter(IntPtr printer, int level, IntPtr buffer, int size, out int needed);

    // ERROR_INVALID_PARAMETER: a job that the spooler has done with is unknown to it.
    const int NoSuchJob = 87;
    const int DeleteJob = 5;
    // Of JOB_INFO_1: an identifier and six texts stand before the status, each in the room of a pointer.
    static readonly int StatusOfJob = 7 * IntPtr.Size;
    // Of PRINTER_INFO_2: thirteen pointers, then the attributes, four more numbers, the status.
    static readonly int AttributesOfPrinter = 13 * IntPtr.Size;
    static readonly int StatusOfPrinter = 13 * IntPtr.Size + 20;

    // -1: the spooler has done with it. 0 also where it does not say.
    public static int JobStatus(IntPtr printer, int job)
    {
        int needed;
        if (!GetJob(printer, job, 1, IntPtr.Zero, 0, out needed) && Marshal.GetLastWin32Error() == NoSuchJob) return -1;
        IntPtr buffer = Marshal.AllocHGlobal(Math.Max(needed, StatusOfJob + 4));
        try
        {
            if (GetJob(printer, job, 1, buffer, needed, out needed)) return Marshal.ReadInt32(buffer, StatusOfJob);
            return Marshal.GetLastWin32Error() == NoSuchJob ? -1 : 0;
        }
        finally
        {
            Marshal.FreeHGlobal(buffer);
        }
    }

    // Whether the spooler let go of it; one that it has done with is told by JobStatus.
    public static bool TakeBack(IntPtr printer, int job)
    {
        return SetJob(printer, job, 0, IntPtr.Zero, DeleteJob);
    }

    // Paused, in error, going away, jammed, without paper, off line, not available, waiting for a person, open; or set to work off line.
    public static bool StandsStill(IntPtr printer)
    {
        int needed;
        GetPrinter(printer, 2, IntPtr.Zero, 0, out needed);
        if (needed < StatusOfPrinter + 4) return false;
        IntPtr buffer = Marshal.AllocHGlobal(needed);
        try
        {
            if (!GetPrinter(printer, 2, buffer, needed, out needed)) return false;
            bool isOffLine = (Marshal.ReadInt32(buffer, AttributesOfPrinter) & 0x400) != 0;
            return isOffLine || (Marshal.ReadInt32(buffer, StatusOfPrinter) & 0x5010DF) != 0;
        }
        finally
        {
            Marshal.FreeHGlobal(buffer);
        }
    }
}
'@

# Gone, printed or complete: some queues keep what they have printed.
function Test-Finished([int]$Status) { ($Status -eq -1) -or (($Status -band 0x1080) -ne 0) }

$buffer = New-Object System.IO.MemoryStream
[Console]::OpenStandardInput().CopyTo($buffer)
$bytes = $buffer.ToArray()
$isKick = $Mode -eq 'kick'

$printer = [IntPtr]::Zero
if (-not [ComptoirSpooler]::OpenPrinter($env:COMPTOIR_PRINTER, [ref]$printer, [IntPtr]::Zero)) { exit 3 }
try {
  if ($isKick -and [ComptoirSpooler]::StandsStill($printer)) { exit 4 }
  $info = New-Object ComptoirSpooler+DocInfo
  $info.Name = if ($isKick) { $kickName } else { 'Comptoir' }
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

  $waitMs = if ($isKick) { [int]$env:COMPTOIR_WAIT_MS } else { 10000 }
  $end = [DateTime]::UtcNow.AddMilliseconds($waitMs)
  $hasBegun = $false
  $status = [ComptoirSpooler]::JobStatus($printer, $job)
  while (-not (Test-Finished $status) -and [DateTime]::UtcNow -lt $end) {
    Start-Sleep -Milliseconds 100
    $status = [ComptoirSpooler]::JobStatus($printer, $job)
    # It is being printed: some of it may be out.
    if ($status -ne -1 -and ($status -band 0x10) -ne 0) { $hasBegun = $true }
  }
  if (Test-Finished $status) { [Console]::Out.WriteLine('finished'); exit 0 }
  if (-not $isKick) { [Console]::Out.WriteLine('waiting'); exit 0 }

  # Nobody must find a drawer open that was asked for long ago.
  if (-not [ComptoirSpooler]::TakeBack($printer, $job)) {
    if (Test-Finished ([ComptoirSpooler]::JobStatus($printer, $job))) { [Console]::Out.WriteLine('finished'); exit 0 }
    exit 5
  }
  # One that is being printed is gone only when its port lets go of it.
  $end = [DateTime]::UtcNow.AddSeconds(2)
  while ([ComptoirSpooler]::JobStatus($printer, $job) -ne -1) {
    if ([DateTime]::UtcNow -ge $end) { exit 5 }
    Start-Sleep -Milliseconds 100
  }
  if ($hasBegun) { exit 5 }
  exit 6
}
finally {
  [void][ComptoirSpooler]::ClosePrinter($printer)
}
