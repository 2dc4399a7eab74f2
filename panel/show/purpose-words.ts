/** What a consent is for, in words. */
import { openList } from "./open-list.ts";

export const purposeWords = openList({
  "*": "purpose.all",
  marketing: "purpose.marketing",
  sales: "purpose.sales",
  offers: "purpose.offers",
  service: "purpose.service",
  transactional: "purpose.transactional",
  profiling: "purpose.profiling",
  survey: "purpose.survey",
  research: "purpose.research",
  "call-recording": "purpose.callRecording",
});
