import fc from "fast-check";
import { expect, it } from "vitest";
import { attachedName } from "../../../domain/media/file-name.ts";

const pdf = "application/pdf";
/** UTF-16 units, half of a pair among them. */
const anyText = fc.uint16Array({ maxLength: 120 }).map((units) => String.fromCharCode(...units));

it.each([
  ["https://x.example/a/S%C3%B6zle%C5%9Fme%201.pdf?sig=1", pdf, "Sözleşme 1.pdf"],
  ["https://x.example/foto.JPEG", "image/jpeg", "foto.JPEG"],
  ["https://x.example/liste.csv", "text/plain", "liste.csv"],
  ["https://x.example/download?id=7", pdf, "download.pdf"],
  ["https://x.example/", pdf, "file.pdf"],
  ["https://x.example/setup.exe", "text/plain", "setup.exe.txt"],
  ["https://x.example/fatura.pdf", "image/png", "fatura.pdf.png"],
  ["https://x.example/%E2%80%AEfdp.exe", pdf, "fdp.exe.pdf"],
  ["https://x.example/..%2F..%2Fetc%2Fpasswd", "text/plain", "etcpasswd.txt"],
  ["https://x.example/a%22%0D%0AX%3A%20y.pdf", pdf, "aX y.pdf"],
  ["https://x.example/%ff%fe", pdf, "fffe.pdf"],
])("%s, %s, is called %s", (url, contentType, name) => {
  expect(attachedName(url, contentType)).toBe(name);
});

it("is a name for every path and header, with the extension of what it is", () => {
  fc.assert(
    fc.property(anyText, (step) => {
      const name = attachedName(`https://x.example/${encodeURIComponent(step.toWellFormed())}`, pdf);
      expect(name).toMatch(/^[\p{L}\p{M}\p{N}_()+,=@&-][\p{L}\p{M}\p{N} ._()+,=@&-]*\.pdf$/u);
      expect([...name].length).toBeLessThanOrEqual(104);
    }),
  );
});
