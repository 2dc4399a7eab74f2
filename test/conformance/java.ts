/** Finds a Java that Amazon's DynamoDB Local runs on. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const neededVersion = 17;

/**
 * Prefers JAVA_HOME to the PATH, as Java tools do.
 *
 * @returns the folder of the `java` command, or undefined when it is found on the PATH
 * @throws when there is none, or only an older one
 */
export function findJava(javaHome = process.env.JAVA_HOME): string | undefined {
  const folder = javaHome ? join(javaHome, "bin") : undefined;
  const { stderr, error } = spawnSync(folder ? join(folder, "java") : "java", ["-version"], {
    encoding: "utf8",
  });
  // `openjdk version "17.0.15" 2025-04-15`; Java 8 says "1.8.0".
  const version = Number(/version "(\d+)/.exec(stderr ?? "")?.[1]);
  if (error || !(version >= neededVersion)) {
    const found = error ? "no java command was found" : `found version ${version}`;
    throw new Error(
      `DynamoDB Local needs Java ${neededVersion} or newer (${found}): install it, or set JAVA_HOME`,
    );
  }
  return folder;
}
