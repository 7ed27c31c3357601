export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" />
      <path d="M8.5 25V13.500a7.500 7.500 0 0 1 15 0V25M16 6v19M8.500 17.500h15" fill="none" stroke-width="2.4" stroke-linecap="round" />
    </svg>
  );
}
