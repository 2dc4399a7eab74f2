/** Leads from a citation to the timeline item it stands on. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";

interface Spotlight {
  /** The event shown last. */
  lit: string | undefined;
  /** Says where an event is on the page. @returns a way to take it back */
  place(eventId: string, element: HTMLElement): () => void;
  /** Scrolls to an event. @returns false when it is not on the page */
  show(eventId: string): boolean;
}

const SpotlightContext = createContext<Spotlight>({
  lit: undefined,
  place: () => () => undefined,
  show: () => false,
});

export const useSpotlight = () => useContext(SpotlightContext);

export function SpotlightProvider({ children }: { children: ReactNode }) {
  const elements = useRef(new Map<string, HTMLElement>());
  const [lit, setLit] = useState<string>();

  const place = useCallback((eventId: string, element: HTMLElement) => {
    const { current } = elements;
    current.set(eventId, element);
    return () => {
      if (current.get(eventId) === element) current.delete(eventId);
    };
  }, []);

  const show = useCallback((eventId: string) => {
    const element = elements.current.get(eventId);
    if (element === undefined) return false;
    setLit(eventId);
    element.focus({ preventScroll: true });
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
    return true;
  }, []);

  const spotlight = useMemo(() => ({ lit, place, show }), [lit, place, show]);
  return <SpotlightContext value={spotlight}>{children}</SpotlightContext>;
}
