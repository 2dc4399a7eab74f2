/** The time, often enough for "2 minutes ago" to stay true. */
import { useEffect, useState } from "react";

const refreshMs = 15_000;

export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), refreshMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
