/** A file name that every system takes: `Amina Bensaïd` becomes `dzstore_amina_bensaid.zip`. */
export function zipName(name: string, group: string | null): string {
  const slug = [name, ...group ? [group] : []].join(" ")
    .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFKC").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "").slice(0, 60);
  return `dzstore_${slug || "submission"}.zip`;
}
