/** How much memory the embedded ClickHouse may use. */

/**
 * Options for its command line: of the machine's memory half for a query and 60 % for all, and from a quarter on
 * groups and sorts go on in files.
 *
 * @param total_bytes the memory of the machine
 */
export function memoryOptions(total_bytes: number): string[] {
  const part = (share: number) => Math.floor(total_bytes * share);
  return [
    `--max_server_memory_usage=${part(0.6)}`,
    `--max_memory_usage=${part(0.5)}`,
    `--max_bytes_before_external_group_by=${part(0.25)}`,
    `--max_bytes_before_external_sort=${part(0.25)}`,
  ];
}
