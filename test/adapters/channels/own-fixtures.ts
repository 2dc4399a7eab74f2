/** Fixtures that lie in a channel's own folder, and signature vectors of its provider. */
import { readFileSync } from "node:fs";

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

export function ownFixture(provider: string, name: string) {
  return read(`../../../adapters/channels/${provider}/fixtures/${name}.json`);
}

export interface SignatureVector {
  readonly secret: string;
  readonly publicKey: string;
  readonly url: string;
  readonly method: string;
  readonly body: string;
  readonly header: Readonly<Record<string, string>>;
}

export function signatureVector(provider: string, id: string): SignatureVector {
  const found = read(`./${provider}/fixtures/vectors.json`)[id];
  if (!found) throw new Error(`no vector ${id}`);
  return found;
}
