/** What the page remembers on this device. Works, forgetfully, where storage is blocked, as in some frames. */

type Remembered = "language" | "theme" | "simulator";

export function recall(key: Remembered): string | null {
  try {
    return localStorage.getItem(`omniline.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: Remembered, value: string): void {
  try {
    localStorage.setItem(`omniline.${key}`, value);
  } catch {
    // Nothing depends on being remembered.
  }
}
