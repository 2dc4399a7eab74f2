/** Where providers put files that they write into a bucket: ours, below `incoming/`, until they are read. */
import { type Drops, type FetchedFile, largestFileBytes } from "../../domain/media/fetch-media.ts";
import { MediaUnreachableError } from "../../domain/media/media-error.ts";
import type { SendAwsRequest } from "../aws/signed-request.ts";
import { objectPath, storedObject } from "./stored-object.ts";

/** What is left behind by a crash, the bucket's own rule removes (`lib/stacks/data-stack.ts`). */
export function s3Drops(send: SendAwsRequest, bucketName: string, env: NodeJS.ProcessEnv): Drops {
  const read = async (object: ListedObject | undefined): Promise<FetchedFile> => {
    if (object === undefined) throw new MediaUnreachableError("not-dropped");
    if (object.bytes > largestFileBytes) return { kind: "refused", reason: "too-large" };
    const bytes = await storedObject({ bucketName, objectKey: object.key }, largestFileBytes, env);
    if (bytes === undefined) throw new MediaUnreachableError("not-dropped");
    return { kind: "file", bytes };
  };
  return {
    at: (file) => ({ bucketName, prefix: `incoming/${file}/` }),
    async take({ prefix }) {
      const query = { "list-type": "2", prefix };
      const objects = objectsIn(await send({ method: "GET", path: `/${bucketName}`, query }));
      const file = await read(objects[0]);
      for (const { key } of objects) {
        await send({ method: "DELETE", path: objectPath({ bucketName, objectKey: key }) });
      }
      return file;
    },
  };
}

interface ListedObject {
  readonly key: string;
  readonly bytes: number;
}

/** Of a `ListBucketResult`. Keys are made of our ids and the provider's: nothing that XML escapes. */
function objectsIn(list: string): ListedObject[] {
  return Array.from(list.matchAll(/<Contents>.*?<\/Contents>/gs), ([object]) => ({
    key: /<Key>([^<]*)<\/Key>/.exec(object)?.[1] ?? "",
    bytes: Number(/<Size>(\d+)<\/Size>/.exec(object)?.[1]),
  }));
}
