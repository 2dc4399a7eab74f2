/** The day as a picture: how many waited, and how many agents were busy. Pure. */
import type { Sample } from "./simulate-day.ts";

const [width, height] = [960, 420];
const margin = { top: 64, right: 24, bottom: 44, left: 56 };
const plot = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
const hourSeconds = 3600;

interface Line {
  readonly label: string;
  readonly colour: string;
  readonly dash?: string;
  value(sample: Sample): number;
}

/** Told apart by dashes too, for whoever does not see colours. */
const lines: readonly Line[] = [
  { label: "Bekleyen müşteri · Waiting customers", colour: "#b3261e", value: ({ waiting }) => waiting },
  { label: "Görüşen temsilci · Busy agents", colour: "#0b57d0", value: ({ busyAgents }) => busyAgents },
  {
    label: "Mesaideki temsilci · Agents on shift",
    colour: "#5f6368",
    dash: "6 4",
    value: ({ agents }) => agents,
  },
];

/**
 * An SVG document.
 *
 * @param startsAt as the day's file has it: hours are shown in its own offset
 */
export function chartOf(samples: readonly Sample[], startsAt: string): string {
  const shown = samples.slice(0, lastBusy(samples) + 1);
  const longest = Math.max(hourSeconds, shown.at(-1)?.at ?? 0);
  const most = niceCeiling(
    Math.max(1, ...shown.flatMap((sample) => lines.map((line) => line.value(sample)))),
  );
  const x = (at: number): number => margin.left + (at / longest) * plot.width;
  const y = (count: number): number => margin.top + plot.height * (1 - count / most);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>Günün akışı · The day</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...rows(most).map((count) => rule(count, y(count))),
    ...hours(longest).map((hour) => hourMark(x(hour * hourSeconds), clockAt(startsAt, hour))),
    ...lines.map((line) =>
      curve(
        line,
        shown.map((sample) => `${round(x(sample.at))},${round(y(line.value(sample)))}`),
      ),
    ),
    ...lines.map(legend),
    "</svg>\n",
  ].join("\n");
}

/** What comes after the last agent has gone home is left out. */
const lastBusy = (samples: readonly Sample[]): number =>
  samples.findLastIndex(({ agents, waiting }) => agents + waiting > 0);

function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5].find((step) => step * power >= value) ?? 10) * power;
}

const rows = (most: number): number[] => Array.from({ length: 6 }, (_, index) => (most * index) / 5);

const hours = (longest: number): number[] =>
  Array.from({ length: Math.floor(longest / hourSeconds) + 1 }, (_, hour) => hour);

function rule(count: number, at: number): string {
  const line = `<line x1="${margin.left}" x2="${width - margin.right}" y1="${round(at)}" y2="${round(at)}" stroke="#e0e0e0"/>`;
  return `${line}<text x="${margin.left - 8}" y="${round(at + 4)}" text-anchor="end">${count}</text>`;
}

const hourMark = (at: number, label: string): string =>
  `<text x="${round(at)}" y="${height - margin.bottom + 20}" text-anchor="middle">${label}</text>`;

function curve({ colour, dash }: Line, points: readonly string[]): string {
  const dashes = dash === undefined ? "" : ` stroke-dasharray="${dash}"`;
  return `<polyline fill="none" stroke="${colour}" stroke-width="2"${dashes} points="${points.join(" ")}"/>`;
}

function legend({ label, colour, dash }: Line, index: number): string {
  const left = margin.left + index * 296;
  const dashes = dash === undefined ? "" : ` stroke-dasharray="${dash}"`;
  const line = `<line x1="${left}" x2="${left + 24}" y1="28" y2="28" stroke="${colour}" stroke-width="3"${dashes}/>`;
  return `${line}<text x="${left + 32}" y="32">${label}</text>`;
}

/** `HH:mm` by the wall clock of the day's own offset. */
function clockAt(startsAt: string, hour: number): string {
  const [, hours = "0", minutes = "00"] = /T(\d\d):(\d\d)/.exec(startsAt) ?? [];
  return `${String((Number(hours) + hour) % 24).padStart(2, "0")}:${minutes}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
