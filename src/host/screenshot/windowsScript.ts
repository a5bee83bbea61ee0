import type { CaptureTarget } from "./tools.ts";

/** A PowerShell script that saves a PNG to the file that `EIGEN_SCREENSHOT` names, or nothing after Escape. */
export function windowsScript(target: CaptureTarget): string {
  return `${head}
$b = ${target === "window" ? front : screen}
$p = New-Object System.Drawing.Bitmap $b.Width, $b.Height
[System.Drawing.Graphics]::FromImage($p).CopyFromScreen($b.Location, [System.Drawing.Point]::Empty, $b.Size)
${target === "region" ? cut : ""}
$p.Save($env:EIGEN_SCREENSHOT, [System.Drawing.Imaging.ImageFormat]::Png)`;
}

/** Without DPI awareness a part of a scaled screen would be captured; attribute 9 is the frame without its shadow. */
const head = `$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Windows.Forms, System.Drawing
Add-Type @'
using System; using System.Runtime.InteropServices;
public class Eigen {
  public struct Rect { public int Left, Top, Right, Bottom; }
  [DllImport("user32.dll")] public static extern bool SetProcessDPIAware();
  [DllImport("user32.dll")] public static extern IntPtr GetForegroundWindow();
  [DllImport("dwmapi.dll")] static extern int DwmGetWindowAttribute(IntPtr window, int attribute, out Rect value, int size);
  public static Rect Front() { Rect r; DwmGetWindowAttribute(GetForegroundWindow(), 9, out r, 16); return r; }
}
'@
[void][Eigen]::SetProcessDPIAware()`;

const front = `$(
  $r = [Eigen]::Front()
  [System.Drawing.Rectangle]::FromLTRB($r.Left, $r.Top, $r.Right, $r.Bottom)
)`;

const screen = "[System.Windows.Forms.SystemInformation]::VirtualScreen";

/**
 * Lays the picture over the screen and lets the user draw a rectangle on it. Windows hides the first window of a
 * process that was started hidden, so the first showing is thrown away.
 */
const cut = `$f = New-Object System.Windows.Forms.Form
$f.FormBorderStyle = 'None'; $f.StartPosition = 'Manual'; $f.ShowInTaskbar = $false
$f.TopMost = $true; $f.KeyPreview = $true
$f.Bounds = $b; $f.BackgroundImage = $p; $f.Cursor = [System.Windows.Forms.Cursors]::Cross
$pen = New-Object System.Drawing.Pen ([System.Drawing.Color]::DeepSkyBlue), 2
$drawn = @{ from = $null; box = [System.Drawing.Rectangle]::Empty }
$f.Add_KeyDown({ if ($_.KeyCode -eq 'Escape') { $f.Close() } })
$f.Add_MouseDown({ if ($_.Button -eq 'Left') { $drawn.from = $_.Location } else { $f.Close() } })
$f.Add_MouseMove({
  if ($drawn.from -ne $null) {
    $drawn.box = [System.Drawing.Rectangle]::FromLTRB(
      [Math]::Min($drawn.from.X, $_.X), [Math]::Min($drawn.from.Y, $_.Y),
      [Math]::Max($drawn.from.X, $_.X), [Math]::Max($drawn.from.Y, $_.Y))
    $f.Invalidate()
  }
})
$f.Add_Paint({ $_.Graphics.DrawRectangle($pen, $drawn.box) })
$f.Add_MouseUp({ $f.DialogResult = 'OK' })
$f.Show(); $f.Hide()
if ($f.ShowDialog() -ne 'OK' -or $drawn.box.Width -lt 1 -or $drawn.box.Height -lt 1) { exit 0 }
$p = $p.Clone($drawn.box, $p.PixelFormat)`;
