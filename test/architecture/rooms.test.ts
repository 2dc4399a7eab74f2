/** The rooms and who may import whom: the table of the design, checked on every file. */
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const rooms = ["bin", "lib", "functions", "domain", "adapters", "schemas", "reports", "panel", "local"];

/** Rooms that each room may import, besides itself; functions' index.ts gets adapters on top. */
const allowedRooms: Record<string, readonly string[]> = {
  schemas: [],
  domain: ["schemas"],
  adapters: ["domain", "schemas"],
  functions: ["domain", "schemas"],
  lib: ["schemas"],
  bin: ["lib"],
  reports: ["schemas"],
  local: ["lib", "schemas"],
  panel: ["schemas"],
};

/** Packages a room may import; rooms that are not named may import any. */
const allowedPackages: Record<string, RegExp> = {
  schemas: /^zod\/mini$/,
  // Phone numbers are what others keep better than we could; the package is data and pure functions.
  domain: /^libphonenumber-js\/core$/,
  functions: /^(aws-lambda|zod\/mini)$/,
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isLocal: boolean;
  readonly typeOnly: boolean;
}

function filesOf(room: string): string[] {
  return readdirSync(join(root, room), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith("panel/dist") && !file.startsWith("adapters/channels/listed/"));
}

const importForm =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|import\("([^"]+)"\)/g;

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), "utf8");
  return Array.from(source.matchAll(importForm), (match) => {
    const specifier = match[2] ?? match[3] ?? "";
    const isLocal = specifier.startsWith(".");
    return {
      from: file,
      to: isLocal ? normalize(join(dirname(file), specifier)) : specifier,
      isLocal,
      typeOnly: match[1] !== undefined,
    };
  });
}

const present = rooms.filter((room) => {
  try {
    return readdirSync(join(root, room)).length > 0;
  } catch {
    return false;
  }
});
const files = present.flatMap(filesOf);
const imports = files.flatMap(importsOf);
const roomOf = (path: string) => path.split("/")[0] ?? "";
const isBuiltin = (name: string) => name.startsWith("node:") || builtinModules.includes(name);

function mayImport({ from, to }: Import): boolean {
  const room = roomOf(from);
  const other = roomOf(to);
  if (room === other) return true;
  const isColdStart = room === "functions" && from.endsWith("/index.ts");
  return (allowedRooms[room] ?? []).includes(other) || (isColdStart && other === "adapters");
}

describe("the rooms", () => {
  it("are read at all", () => {
    expect(files.length).toBeGreaterThan(60);
    expect(imports.length).toBeGreaterThan(200);
  });

  it("import only the rooms below them", () => {
    const broken = imports.filter((found) => found.isLocal && !mayImport(found));
    expect(broken.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("import only the packages they may", () => {
    const broken = imports.filter(({ from, to, isLocal }) => {
      const allowed = allowedPackages[roomOf(from)];
      const isColdStart = roomOf(from) === "functions" && from.endsWith("/index.ts");
      return !isLocal && allowed !== undefined && !isColdStart && !isBuiltin(to) && !allowed.test(to);
    });
    expect(broken.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("keep domain and schemas free of environment, clock and randomness", () => {
    const impure =
      /process\.env|Date\.now\(|new Date\(\)|Math\.random|randomUUID|randomBytes|node:(fs|http|net|child_process)/;
    const broken = files.filter(
      (file) => /^(domain|schemas)\//.test(file) && impure.test(readFileSync(join(root, file), "utf8")),
    );
    expect(broken).toEqual([]);
  });

  it("have channels and functions that do not know each other", () => {
    const unit = (path: string) =>
      /^(adapters\/channels\/(?!listed\/)[^/.]+|functions\/[^/.]+)\//.exec(path)?.[1];
    const broken = imports.filter(({ from, to, isLocal }) => {
      const [here, there] = [unit(from), unit(to)];
      return isLocal && here !== undefined && there !== undefined && here !== there;
    });
    expect(broken.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("have no cycles", () => {
    const graph = Map.groupBy(
      imports.filter(({ isLocal, typeOnly }) => isLocal && !typeOnly),
      ({ from }) => from,
    );
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): string[] => {
      if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(" -> ")];
      if (done.has(file)) return [];
      const cycles = (graph.get(file) ?? []).flatMap(({ to }) => visit(to, [...path, file]));
      done.add(file);
      return cycles;
    };
    expect(files.flatMap((file) => visit(file, []))).toEqual([]);
  });

  it("have no type assertions and no any in source", () => {
    const assertion = /\bas (?!const\b)[A-Za-z{[(]|: any\b(?! \?)|<any>|@ts-ignore|@ts-expect-error/;
    const broken = files.flatMap((file) =>
      readFileSync(join(root, file), "utf8")
        .split("\n")
        .flatMap((line, index) => {
          const code = line
            .replace(/\/\*.*?\*\//g, "")
            .replace(/\/\/.*|^\s*(\*|\/\*).*/, "")
            .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '""');
          const isImport = /^\s*(import|export)\b/.test(code) || /^\s*(type )?[\w$]+ as [\w$]+,?$/.test(code);
          return !isImport && assertion.test(code) ? [`${file}:${index + 1} ${line.trim()}`] : [];
        }),
    );
    expect(broken).toEqual([]);
  });
});
