/** What the CDK's command line runs. */
import { buildApp } from "../lib/app.ts";

buildApp({ checked: true }).synth();
