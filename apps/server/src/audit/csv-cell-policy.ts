/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe in front and stays text.
 * See OWASP, "CSV Injection": whoever sets a user agent must not run code at whoever opens the export.
 */
export const harmlessCell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
