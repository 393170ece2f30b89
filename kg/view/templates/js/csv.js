// Tables as files: comma-separated values after RFC 4180.

/**
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
export function formatCsv(head, rows) {
  return [head, ...rows].map((row) => row.map(formatCell).join(",")).join("\r\n") + "\r\n";
}

/**
 * @param {string | number} value
 * @returns {string} quoted where needed; text that a spreadsheet would take for a formula gets an apostrophe before it
 */
export function formatCell(value) {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Hand a file to the reader.
 * @param {string} name
 * @param {Blob} blob
 */
export function saveFile(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
