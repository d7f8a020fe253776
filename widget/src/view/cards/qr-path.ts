import makeCode from "qrcode-generator";

/** Draw a QR code as one path in units of a module, with the quiet zone that readers need; returns its side too. */
export function qrPath(text: string): { path: string; side: number } {
  const code = makeCode(0, "M");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const quiet = 4;
  let path = "";
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (code.isDark(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
    }
  }
  return { path, side: count + 2 * quiet };
}
