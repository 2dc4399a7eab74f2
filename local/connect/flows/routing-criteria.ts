/** What the action "Set routing criteria" asks for: agents by their attributes, step after step. */
import * as z from "zod";

const condition = z
  .strictObject({
    AttributeCondition: z.strictObject({
      Name: z.string().min(1).max(64),
      Value: z.string().min(1).max(64),
      ProficiencyLevel: z.coerce.number().int().min(1).max(5),
      ComparisonOperator: z.literal("NumberGreaterOrEqualTo"),
    }),
  })
  .transform(({ AttributeCondition: { Name, Value, ProficiencyLevel } }) => ({
    name: Name,
    value: Value,
    level: ProficiencyLevel,
  }));
const step = z
  .strictObject({
    Expression: z.strictObject({ AndExpression: z.array(condition).min(1) }),
    Expiry: z.strictObject({ DurationInSeconds: z.coerce.number().int().min(1) }).optional(),
  })
  .transform(({ Expression, Expiry }) => ({
    attributes: Expression.AndExpression,
    expirySeconds: Expiry?.DurationInSeconds,
    status: "INACTIVE" as const,
  }));

/** Steps that count from when the contact is in a queue. */
export const criteria = z
  .strictObject({ RoutingCriteria: z.strictObject({ Steps: z.array(step).min(1) }) })
  .transform(({ RoutingCriteria }) => RoutingCriteria.Steps);
