/** Seconds since 1970 (reproducible-builds.org, SOURCE_DATE_EPOCH); undefined for what is no such number. */
export function epochOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) : undefined;
}
