/** Where the users live and what they are called. */
import { base, en, Faker, fr, type LocaleDefinition } from "@faker-js/faker";
import type { Random } from "../../base/random.ts";

/**
 * Chief towns of the wilayas with their populations, rounded to thousands: census of 2008, Office
 * National des Statistiques.
 */
export const cities: readonly { readonly name: string; readonly population: number }[] = [
  { name: "Algiers", population: 2_364_000 },
  { name: "Oran", population: 803_000 },
  { name: "Constantine", population: 448_000 },
  { name: "Annaba", population: 343_000 },
  { name: "Blida", population: 332_000 },
  { name: "Batna", population: 290_000 },
  { name: "Djelfa", population: 266_000 },
  { name: "Sétif", population: 252_000 },
  { name: "Sidi Bel Abbès", population: 210_000 },
  { name: "Biskra", population: 205_000 },
  { name: "Tébessa", population: 194_000 },
  { name: "Skikda", population: 183_000 },
  { name: "Tiaret", population: 179_000 },
  { name: "Béjaïa", population: 176_000 },
  { name: "Tlemcen", population: 174_000 },
  { name: "Béchar", population: 165_000 },
  { name: "Bordj Bou Arréridj", population: 159_000 },
  { name: "Chlef", population: 155_000 },
  { name: "Souk Ahras", population: 153_000 },
  { name: "Mostaganem", population: 146_000 },
  { name: "Médéa", population: 138_000 },
  { name: "Tizi Ouzou", population: 135_000 },
  { name: "El Oued", population: 135_000 },
  { name: "Laghouat", population: 134_000 },
  { name: "M'Sila", population: 133_000 },
  { name: "Jijel", population: 132_000 },
  { name: "Relizane", population: 130_000 },
  { name: "Ouargla", population: 129_000 },
  { name: "Saïda", population: 125_000 },
  { name: "Guelma", population: 120_000 },
  { name: "Mascara", population: 109_000 },
  { name: "Khenchela", population: 109_000 },
  { name: "Ghardaïa", population: 93_000 },
  { name: "Tamanrasset", population: 93_000 },
  { name: "El Bayadh", population: 92_000 },
  { name: "Oum El Bouaghi", population: 80_000 },
  { name: "Bouira", population: 75_000 },
  { name: "Tissemsilt", population: 75_000 },
  { name: "Aïn Témouchent", population: 73_000 },
  { name: "Mila", population: 69_000 },
  { name: "Aïn Defla", population: 65_000 },
  { name: "Adrar", population: 65_000 },
  { name: "Tindouf", population: 46_000 },
  { name: "Boumerdès", population: 42_000 },
];

const words = (text: string) => text.trim().split(/\s+/);

const femaleNames = words(`
  Amel Amina Amira Asma Assia Aya Chahinez Chaïma Dalila Djamila Dounia Fadila Farida Fatima Fella
  Feriel Hafsa Hanane Hassiba Hayat Houda Ikram Imane Ines Kahina Kaouther Karima Khadidja Lamia
  Latifa Leïla Lilia Lina Louiza Lydia Maissa Malika Manel Maria Meriem Mouna Nabila Nadia Naïma
  Narimane Nassima Nawel Nesrine Nour Rachida Rania Ryma Sabrina Safia Salima Samia Sarah Selma
  Siham Sihem Sonia Souad Soumia Tinhinane Wafa Wassila Yasmine Yousra Zahra Zineb Zohra`);

const maleNames = words(`
  Abdelhak Abdelkader Abderrahmane Adel Ahmed Aïssa Ali Amine Amar Anis Aymen Azzedine Badis Bilal
  Billel Brahim Chakib Djamel Faouzi Farid Farès Fayçal Fouad Habib Hakim Halim Hamza Hichem
  Hocine Houari Idir Ilyes Imad Islam Ismaïl Kamel Karim Khaled Lamine Lotfi Lyes Mahdi Malik
  Massinissa Mehdi Mohamed Mokhtar Mourad Moussa Mustapha Nabil Nadir Nassim Nazim Noureddine Omar
  Oussama Rabah Rachid Rafik Ramzi Rayan Réda Riad Rostom Salah Salim Samir Sid-Ali Sofiane Tahar
  Tarek Toufik Walid Yacine Youcef Younes Zakaria Zinedine Zoheir`);

const familyNames = words(`
  Abbas Achour Aït-Ahmed Allaoui Amrani Amrouche Aouadi Attia Azzouz Bakhti Belaïd Belhadj Belkacem
  Belkhir Benaïssa Benali Benamar Benchikh Bencherif Bendjelloul Benhaddad Benkhelifa
  Benmoussa Bensalem Benyahia Berkane Bouabdallah Bouaziz Boubekeur Bouchama Boudiaf
  Boudjemaa Boukhalfa Boumediene Bouras Bourouba Bouzid Brahimi Chaouch Cherif
  Cherifi Dahmani Djaballah Djebbar Djellouli Fekir Ferhat Gacem Ghezali Guerfi Guettaf Haddad
  Hadjadj Hamdi Hamidi Hamidou Hammadi Hamoudi Kaci Kadri Kateb Khaldi Khelifi Khellaf Lakhdar
  Larbi Loucif Lounis Madani Mahrez Mammeri Mansouri Mebarki Medjdoub Meziane Mokrani Mokhtari
  Messaoudi Nacer Nait Ouali Ould-Ali Ounas Rahal Rahmani Ramdani Saadi Sahraoui Saïdi Selmi Senhadji
  Slimani Soltani Tahri Taleb Touati Yahiaoui Zaidi Zemmouri Zerrouki Ziani Zidane Zitouni`);

/** Algeria for faker: names in Latin letters, mobile numbers of the three operators. */
export const dz: LocaleDefinition = {
  metadata: {
    title: "French (Algeria)",
    code: "fr_DZ",
    country: "DZ",
    language: "fr",
    endonym: "Français (Algérie)",
    dir: "ltr",
    script: "Latn",
  },
  person: {
    first_name: { female: femaleNames, male: maleNames },
    last_name: { generic: familyNames },
    last_name_pattern: { generic: [{ value: "{{person.last_name.generic}}", weight: 1 }] },
  },
  location: { city_name: cities.map(({ name }) => name) },
  phone_number: {
    format: {
      human: ["05## ## ## ##", "06## ## ## ##", "07## ## ## ##"],
      national: ["05########", "06########", "07########"],
      international: ["+2135########", "+2136########", "+2137########"],
    },
  },
};

/** A faker of Algerian people whose draws come from `random`. */
export function algerianFaker(random: Random): Faker {
  const randomizer = {
    next: () => random.next(),
    seed: () => {
      throw new TypeError("Cannot seed this faker again: its numbers come from a Random");
    },
  };
  return new Faker({ locale: [dz, fr, en, base], randomizer });
}
