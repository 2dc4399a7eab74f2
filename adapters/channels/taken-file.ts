/** A file of a message that a fake provider took: for every channel whose provider takes bytes. */
import { hash } from "node:crypto";

export interface TakenFile {
  readonly name: string;
  readonly contentType: string;
  readonly sha256: string;
}

/** @param content in base64 */
export function takenFile(name: string, contentType: string, content: string): TakenFile {
  return { name, contentType, sha256: hash("sha256", Buffer.from(content, "base64"), "hex") };
}
