/** Follows the address after the `#`. */
import { useMemo, useSyncExternalStore } from "react";
import { readRoute } from "./routes.ts";

export function useRoute() {
  const hash = useSyncExternalStore(
    (onChange) => {
      window.addEventListener("hashchange", onChange);
      return () => window.removeEventListener("hashchange", onChange);
    },
    () => location.hash,
  );
  return useMemo(() => readRoute(hash), [hash]);
}
