/** Makes following a link within the page feel like opening one: focus and scrolling start at the top. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { Route } from "./routes.ts";

/** Coming back to the list finds it scrolled as it was left. */
export function usePageChange(route: Route, main: RefObject<HTMLElement | null>): void {
  const listScroll = useRef(0);
  const opened = useRef(route);

  useLayoutEffect(() => {
    if (route.page !== "contacts") return;
    const keep = () => {
      listScroll.current = window.scrollY;
    };
    window.addEventListener("scroll", keep);
    return () => window.removeEventListener("scroll", keep);
  }, [route]);

  useEffect(() => {
    if (opened.current === route) return;
    opened.current = route;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, route.page === "contacts" ? listScroll.current : 0);
  }, [route, main]);
}
