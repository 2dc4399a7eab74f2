/** Watches the size of the frames that a client sends: API Gateway takes 32 KB a frame, 128 KB a message. Pure. */

export const maxFrameBytes = 32 * 1024;
export const maxMessageBytes = 128 * 1024;

/** @returns a feed of raw bytes that answers false once a frame's header announces more than is allowed */
export function createFrameWatch(): (chunk: Buffer) => boolean {
  let header = Buffer.alloc(0);
  let payloadLeft = 0;
  return (chunk) => {
    let offset = 0;
    while (offset < chunk.length) {
      if (payloadLeft > 0) {
        const skipped = Math.min(payloadLeft, chunk.length - offset);
        payloadLeft -= skipped;
        offset += skipped;
        continue;
      }
      header = Buffer.concat([header, chunk.subarray(offset, offset + 1)]);
      offset += 1;
      const length = payloadLength(header);
      if (length === undefined) continue;
      if (length > maxFrameBytes) return false;
      payloadLeft = length;
      header = Buffer.alloc(0);
    }
    return true;
  };
}

/** @returns undefined while the header is incomplete */
function payloadLength(header: Buffer): number | undefined {
  const second = header[1];
  if (second === undefined) return undefined;
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const maskBytes = second & 0x80 ? 4 : 0;
  if (header.length < 2 + lengthBytes + maskBytes) return undefined;
  if (short === 126) return header.readUInt16BE(2);
  return short === 127 ? Number(header.readBigUInt64BE(2)) : short;
}
