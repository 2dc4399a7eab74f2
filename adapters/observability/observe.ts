/** Logs and metrics: one JSON line each, with codes and ids, never bodies, names, numbers or addresses. */

type Field = string | number | boolean | undefined;
export type Fields = Readonly<Record<string, Field>>;

export interface Observe {
  info(code: string, fields?: Fields): void;
  /** Trouble that somebody should know of; `cause` is logged by name and message. */
  warn(code: string, fields?: Fields, cause?: unknown): void;
  /** Counts occurrences, one unless said otherwise, in CloudWatch by the embedded metric format. */
  count(metric: string, dimensions: Readonly<Record<string, string>>, occurrences?: number): void;
}

const metricNamespace = "Omniline";

/** What of an error may be logged: its names and messages, causes included; ours hold ids only. */
function describeCause(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  if (cause instanceof AggregateError) return cause.errors.map(describeCause).join("; ");
  if (!(cause instanceof Error)) return String(cause);
  const deeper = describeCause(cause.cause);
  return `${cause.name}: ${cause.message}${deeper === undefined ? "" : ` (${deeper})`}`;
}

export function consoleObserve(write: (line: string) => void = console.log): Observe {
  const line = (fields: object) => write(JSON.stringify(fields));
  return {
    info: (code, fields = {}) => line({ level: "info", code, ...fields }),
    warn: (code, fields = {}, cause) => line({ level: "warn", code, ...fields, cause: describeCause(cause) }),
    count: (metric, dimensions, occurrences = 1) =>
      line({
        _aws: {
          Timestamp: Date.now(),
          CloudWatchMetrics: [
            {
              Namespace: metricNamespace,
              Dimensions: [Object.keys(dimensions)],
              Metrics: [{ Name: metric, Unit: "Count" }],
            },
          ],
        },
        ...dimensions,
        [metric]: occurrences,
      }),
  };
}
