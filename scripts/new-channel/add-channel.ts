/** Writes a channel's folder from the template, and its endpoint into the laptop's list. Nothing else changes. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const template = join(dirname(fileURLToPath(import.meta.url)), "template");
const templateName = "acme-chat";
const longestName = 32;

export type Added = { readonly files: readonly string[] } | { readonly problem: string };

/** @param root of the project that the channel is added to */
export function addChannel(root: string, name: string): Added {
  const folder = join("adapters", "channels", name);
  const problem = problemWith(root, name);
  if (problem !== undefined) return { problem };
  const files = readdirSync(template, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const written = files.map((file) => {
    const path = join(folder, file.slice(template.length + 1));
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), inChannel(readFileSync(file, "utf8"), name));
    return path;
  });
  return { files: [...written, addEndpoint(root, name)] };
}

function problemWith(root: string, name: string): string | undefined {
  if (name === "") return "A channel needs a name.";
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > longestName) {
    return `"${name}" is no name for a channel: small letters, digits and single dashes, a letter first, at most ${longestName}.`;
  }
  if (taken.test(name)) return `A channel cannot be named "${name}": the lists of channels need that word.`;
  if (existsSync(join(root, "adapters", "channels", name))) return `There is a channel "${name}" already.`;
  return undefined;
}

/** Words of JavaScript, and what `adapters/channels/listed/` is made of. */
const taken =
  /^(listed|adapters|readers|senders|media-sources|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/;

/** In the template, shared pieces are named by a path that is good for both places; beside a channel they are nearer. */
function inChannel(text: string, name: string): string {
  return text.replaceAll('"../../../adapters/channels/', '"../').replaceAll(templateName, name);
}

/** A new last element; what is there stays as it was written. */
function addEndpoint(root: string, name: string): string {
  const path = join("local", "endpoints.json");
  const endpoint = {
    provider: name,
    endpointId: "demo",
    path: `/v1/ingest/${name}/demo`,
    secrets: [`local-demo-${name}-secret-0001`],
    account: { apiToken: `local-demo-${name}-api-token-0001`, apiUrl: `{providers}/${name}` },
  };
  const before = readFileSync(join(root, path), "utf8")
    .trimEnd()
    .replace(/\s*\]$/, "");
  const element = JSON.stringify(endpoint, null, 2).replace(/^/gm, "  ");
  writeFileSync(join(root, path), `${before}${before.endsWith("[") ? "" : ","}\n${element}\n]\n`);
  return path;
}
