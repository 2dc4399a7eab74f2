/** Three contacts on one line. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#0f5fd6" />
      <path d="M5 16h22" stroke="#fff" strokeWidth="2.5" strokeLinecap="round" />
      <circle cx="9" cy="16" r="3.5" fill="#fff" />
      <circle cx="16" cy="16" r="3.5" fill="#ffd166" />
      <circle cx="23" cy="16" r="3.5" fill="#fff" />
    </svg>
  );
}
