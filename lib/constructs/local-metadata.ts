/** What the laptop runtime reads of a resource beside its properties: template metadata that AWS ignores. */
import { CfnResource } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

export type LocalMetadata =
  /** A function's TypeScript entry, relative to the repository's root. */
  | { readonly "omniline:entry": string }
  /** A secret that holds the list of `local/endpoints.json` there. */
  | { readonly "omniline:local": "endpoints" };

export function setLocalMetadata(construct: IConstruct, metadata: LocalMetadata): void {
  const resource = construct.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${construct.node.path} is no single resource`);
  for (const [key, value] of Object.entries(metadata)) resource.addMetadata(key, value);
}
