/**
 * A file name that every operating system takes: of the store, `Amina Bensaïd` becomes
 * `dzstore_amina_bensaid.zip`.
 *
 * @param system the name of the course's system
 */
export function zipName(system: string, name: string, group: string | null): string {
  const slug = [name, ...group ? [group] : []].join(" ")
    .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFKC").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "").slice(0, 60);
  return `dz${system}_${slug || "submission"}.zip`;
}
