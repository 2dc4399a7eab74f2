/** Amazon Connect names agents and instances by ARN. */

/** `arn:…:instance/<id>/agent/<id>`: the last id. */
export const lastOf = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
