/** The part of a synthesised CloudFormation template that the laptop reads. */
import * as z from "zod";

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});
export type TemplateResource = z.infer<typeof resource>;

export const templateSchema = z.object({
  Resources: z.record(z.string(), resource).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});
export type Template = z.infer<typeof templateSchema>;

/** One stack of the app as its cloud assembly has it. */
export interface StackTemplate {
  readonly stackName: string;
  readonly region: string;
  readonly template: unknown;
  /** Asset hash (the S3 object key without `.zip`) to the directory or file it is made of. */
  readonly assets: ReadonlyMap<string, string>;
}
