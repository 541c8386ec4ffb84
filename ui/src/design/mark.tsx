/** Three waves: the sign of Caudal. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M3 7c3-3 6 3 9 0s6-3 9 0M3 12.5c3-3 6 3 9 0s6-3 9 0M3 18c3-3 6 3 9 0s6-3 9 0" />
    </svg>
  )
}
