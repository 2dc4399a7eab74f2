import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sniffType } from "../../../domain/media/sniff-type.ts";

const bytes = (hex: string, rest = "") =>
  Buffer.concat([Buffer.from(hex.replaceAll(" ", ""), "hex"), Buffer.from(rest)]);
const zip = (...names: string[]) => bytes("504b0304 14000600", `........................${names.join("\0")}`);
const office = (part: string) => zip("[Content_Types].xml", "_rels/.rels", part);
const known = (contentType: string) => ({ kind: "known", contentType });
const refused = (reason: string) => ({ kind: "refused", reason });

describe("a file's type", () => {
  it.each([
    ["image/jpeg", bytes("ffd8ffe0 00104a464946")],
    ["image/png", bytes("89504e470d0a1a0a 0000000d")],
    ["image/gif", Buffer.from("GIF89a......")],
    ["image/gif", Buffer.from("GIF87a......")],
    ["image/webp", Buffer.from("RIFF....WEBPVP8 ")],
    ["image/heic", bytes("00000018", "ftypheic....")],
    ["image/avif", bytes("00000018", "ftypavif....")],
    ["audio/wav", Buffer.from("RIFF....WAVEfmt ")],
    ["application/pdf", Buffer.from("%PDF-1.7\n")],
    ["video/mp4", bytes("00000018", "ftypisom....")],
    ["video/mp4", bytes("00000018", "ftypmp42....")],
    ["video/quicktime", bytes("00000018", "ftypqt  ....")],
    ["video/3gpp", bytes("00000018", "ftyp3gp5....")],
    ["video/webm", bytes("1a45dfa3 01000000")],
    ["audio/mp4", bytes("00000018", "ftypM4A ....")],
    ["audio/ogg", Buffer.from("OggS\0.......OpusHead")],
    ["audio/mpeg", Buffer.from("ID3\u0003.....")],
    ["audio/mpeg", bytes("fffb9064")],
    ["audio/aac", bytes("fff15080")],
    ["audio/amr", Buffer.from("#!AMR\n....")],
    ["text/plain", Buffer.from("Merhaba, ödeme dekontu ektedir.\n")],
    ["text/plain", Buffer.from("BEGIN:VCARD\r\nVERSION:3.0\r\n")],
    ["text/plain", Buffer.from("1 < 2, and <ali@example.com> wrote")],
    ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", office("word/document.xml")],
    ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", office("xl/workbook.xml")],
    [
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
      office("ppt/presentation.xml"),
    ],
    [
      "application/vnd.oasis.opendocument.text",
      bytes("504b0304", "..........................mimetypeapplication/vnd.oasis.opendocument.textPK"),
    ],
  ])("is %s by its bytes, whatever it is called", (contentType, file) => {
    for (const claimed of [undefined, contentType, "application/octet-stream", "application/x-msdownload"]) {
      expect(sniffType(file, claimed)).toEqual(known(contentType));
    }
  });

  it.each([
    ["HTML", "<!DOCTYPE html><html>"],
    ["HTML behind a mark and spaces", "\ufeff \n<HTML>"],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ["SVG as XML", '<?xml version="1.0"?><svg/>'],
    ["a script in a text", "hello <script>alert(1)</script>"],
    ["a frame in a text", "hello <IFRAME src=x>"],
    ["a comment first", "<!-- --><b>"],
  ])("that is %s is refused as a picture, and as a text", (_, text) => {
    for (const claimed of ["image/jpeg", "image/svg+xml", "text/html", "text/plain", undefined]) {
      expect(sniffType(Buffer.from(text), claimed)).toEqual(refused("active-content"));
    }
  });

  it.each(["image/png", "IMAGE/JPEG", "video/mp4", "audio/ogg"])("that is a text is no %s", (claimed) => {
    expect(sniffType(Buffer.from("alert(1)"), claimed)).toEqual(refused("not-what-it-claims"));
  });

  it.each([
    ["Windows", bytes("4d5a9000")],
    ["Linux", bytes("7f454c46 0201")],
    ["macOS", bytes("cffaedfe 07000001")],
    ["macOS", bytes("feedface")],
    ["Java", bytes("cafebabe 00000034")],
    ["a shell", Buffer.from("#!/bin/sh\nrm -rf /\n")],
  ])("that runs on %s is refused, also as a picture", (_, file) => {
    expect(sniffType(file)).toEqual(refused("executable"));
    expect(sniffType(file, "image/png")).toEqual(refused("executable"));
  });

  it.each([
    ["an archive", zip("setup.exe"), "archive"],
    ["an archive with one part of a document", zip("word/document.xml"), "archive"],
    [
      "a document with macros",
      zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
      "active-content",
    ],
    ["nothing", Buffer.alloc(0), "empty"],
    ["bytes that nobody knows", bytes("00010203"), "unknown-type"],
    ["text that is not UTF-8", Buffer.from([0x4d, 0xfc, 0x6c]), "unknown-type"],
    ["text with a NUL", Buffer.from("a\0b"), "unknown-type"],
  ])("that is %s is refused", (_, file, reason) => expect(sniffType(file)).toEqual(refused(reason)));

  it("is never one that a browser runs", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "<script>",
        "<svg onload=x>",
        "<html>",
        "#!",
        "MZ",
        "PK\u0003\u0004",
        " ",
        "\ufeff",
        "GIF89a",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom("image/png", "text/plain", ""), (parts, claimed) => {
        const text = parts.join("");
        const sniffed = sniffType(Buffer.from(text), claimed);
        if (sniffed.kind === "refused") return;
        expect(sniffed.contentType).not.toMatch(/html|svg|xml$|script|octet-stream/);
        if (sniffed.contentType === "text/plain") expect(text).not.toMatch(/<script|<svg|<html|^\s*</i);
      }),
      { numRuns: 2000 },
    );
  });
});
