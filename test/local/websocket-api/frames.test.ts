import { expect, it } from "vitest";
import { createFrameWatch, maxFrameBytes } from "../../../local/websocket-api/frames.ts";

/** A client's frame: text, final, masked. */
function frame(bytes: number): Buffer {
  const mask = Buffer.from([1, 2, 3, 4]);
  const header =
    bytes < 126
      ? Buffer.from([0x81, 0x80 | bytes])
      : bytes < 65_536
        ? Buffer.from([0x81, 0xfe, bytes >> 8, bytes & 0xff])
        : Buffer.concat([
            Buffer.from([0x81, 0xff]),
            Buffer.from(BigInt.asUintN(64, BigInt(bytes)).toString(16).padStart(16, "0"), "hex"),
          ]);
  return Buffer.concat([header, mask, Buffer.alloc(bytes)]);
}

it.each([
  ["small frames", [0, 1, 125, 126, 1000], true],
  ["a frame at the limit", [maxFrameBytes], true],
  ["one byte more", [10, maxFrameBytes + 1], false],
  ["a huge one", [70_000], false],
])("watches %s, in whatever pieces they come", (_, sizes, allowed) => {
  const bytes = Buffer.concat(sizes.map(frame));
  for (const piece of [1, 3, 7, 1000, bytes.length]) {
    const watch = createFrameWatch();
    let fine = true;
    for (let offset = 0; offset < bytes.length && fine; offset += piece)
      fine = watch(bytes.subarray(offset, offset + piece));
    expect(fine).toBe(allowed);
  }
});
