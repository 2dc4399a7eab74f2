/** Logs and metrics: one JSON line each, with codes and ids, never bodies, names, numbers or addresses. */

type Field = string | number | boolean | undefined;
export type Fields = Readonly<Record<string, Field>>;

export interface Observe {
  info(code: string, fields?: Fields): void;
  /** Trouble that somebody should know of; `cause` is logged by name and message. */
  warn(code: string, fields?: Fields, cause?: unknown): void;
  /** Counts one occurrence in CloudWatch by the embedded metric format. */
  count(metric: string, dimensions: Readonly<Record<string, string>>): void;
  /** Several metrics with how often each occurred, in one line. */
  countAll(occurrences: Readonly<Record<string, number>>): void;
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
  const meter = (
    occurrences: Readonly<Record<string, number>>,
    dimensions: Readonly<Record<string, string>>,
  ) =>
    line({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [
          {
            Namespace: metricNamespace,
            Dimensions: [Object.keys(dimensions)],
            Metrics: Object.keys(occurrences).map((Name) => ({ Name, Unit: "Count" })),
          },
        ],
      },
      ...dimensions,
      ...occurrences,
    });
  return {
    info: (code, fields = {}) => line({ level: "info", code, ...fields }),
    warn: (code, fields = {}, cause) => line({ level: "warn", code, ...fields, cause: describeCause(cause) }),
    count: (metric, dimensions) => meter({ [metric]: 1 }, dimensions),
    countAll: (occurrences) => meter(occurrences, {}),
  };
}
