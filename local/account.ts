/** The account that the laptop plays: constants that every local service agrees on. */
export const accountId = "000000000000";
export const partition = "aws";
export const urlSuffix = "amazonaws.com";
export const defaultRegion = "us-east-1";

/** `arn:aws:<service>:<region>:<account>:<resource>`; IAM and S3 names carry no region. */
export function arn(service: string, region: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
