import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMultipart } from "../../../../adapters/channels/sendgrid/multipart.ts";

const type = "multipart/form-data; boundary=xYzZY";
const part = (headers: string, body = "v") => `--xYzZY\r\n${headers}\r\n\r\n${body}\r\n`;
const read = (text: string, contentType = type) => readMultipart(contentType, Buffer.from(text));
const named = (name: string) => `Content-Disposition: form-data; name=${name}`;

describe("a multipart form", () => {
  it("is read as Node's own FormData writes it, with any names and bytes", async () => {
    const name = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
      .filter((text) => text.isWellFormed() && !/[\\\r\n"]/.test(text));
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .constantFrom("\r\n", "\r\n--", "--xYzZY", "\r\n\r\n", "", "--")
        .map((text) => new TextEncoder().encode(text)),
    );
    const fields = fc.array(fc.record({ name, content, file: fc.option(name) }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fields, async (given) => {
        const form = new FormData();
        for (const { name, content, file } of given) {
          form.append(name, new Blob([content], { type: "text/x" }), file ?? "blob");
        }
        const response = new Response(form);
        const parts = readMultipart(
          response.headers.get("content-type") ?? "",
          Buffer.from(await response.arrayBuffer()),
        );
        expect(parts?.map((one) => [one.name, one.fileName, one.contentType, [...one.bytes]])).toEqual(
          given.map(({ name, content, file }) => [name, file ?? "blob", "text/x", [...content]]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("may have a preamble, a quoted boundary, folded spaces and an epilogue", () => {
    const text = `preamble\r\n--xYzZY \t\r\n${named('"a"')}\r\n\r\n1\r\n--xYzZY--\r\nepilogue`;
    expect(read(text, 'Multipart/Form-Data; charset=utf-8; Boundary="xYzZY"')).toMatchObject([{ name: "a" }]);
    expect(read("--xYzZY--")).toEqual([]);
  });

  it.each([
    [String.raw`"a\"b\\c"`, String.raw`a"b\c`],
    ['"a%22b"', 'a"b'],
    ['"a\u2028b\\\u2028"', "a\u2028b\\\u2028"],
    ["plain", "plain"],
  ])("has the name %s as %s", (written, name) => {
    expect(read(`${part(named(written))}--xYzZY--`)?.[0]?.name).toBe(name);
  });

  it.each([
    ["no boundary", part(named("a")), "multipart/form-data"],
    ["another boundary", `${part(named("a"))}--xYzZY--`, "multipart/form-data; boundary=other"],
    ["no end", part(named("a")), type],
    ["a part without a name", `${part("Content-Disposition: form-data")}--xYzZY--`, type],
    ["a part that is no field", `${part("Content-Disposition: attachment; name=a")}--xYzZY--`, type],
    ["a part without an empty line", "--xYzZY\r\nContent-Disposition: form-data; name=a\r\n--xYzZY--", type],
    ["a delimiter that goes on", `--xYzZYx\r\n${named("a")}\r\n\r\n1\r\n--xYzZY--`, type],
    ["too many parts", `${part(named("a")).repeat(1001)}--xYzZY--`, type],
    ["endless headers", `${part(`${named("a")}\r\nx: ${"y".repeat(20_000)}`)}--xYzZY--`, type],
    ["nothing", "", type],
  ])("is none with %s", (_, text, contentType) => {
    expect(read(text, contentType)).toBeUndefined();
  });

  it("is read in time, whatever the bytes are", () => {
    const pieces = fc.array(
      fc.constantFrom("--xYzZY", "\r\n", "--", named('"a"'), "\r\n\r\n", "v", '"', "\\"),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(pieces, (texts) => {
        const parts = read(texts.join(""));
        expect(parts === undefined || parts.every(({ name }) => name === "a")).toBe(true);
      }),
    );
    // Quadratic at worst, over headers of bounded length: slower than that, it would time out.
    for (const text of ["\\", ';name="', '";name="\\']) {
      read(`--xYzZY\r\n${named(`"${text.repeat(2000)}`)}\r\n\r\nv\r\n--xYzZY--`);
    }
  });
});
