/** The states of Brazil: where they lie, their zip prefixes, their cities, customers and sellers. */

/** A state. */
export interface State {
  readonly code: string;
  /** Rows of customers and of sellers in the real set. */
  readonly customers: number;
  readonly sellers: number;
  /** Degrees north and east. */
  readonly at: readonly [latitude: number, longitude: number];
  /** Its zip prefixes: first and last. */
  readonly zips: readonly [number, number];
  /** Its larger cities, the largest first. */
  readonly cities: readonly string[];
}

const state = (
  code: string,
  customers: number,
  sellers: number,
  at: readonly [number, number],
  zips: readonly [number, number],
  cities: string,
): State => ({ code, customers, sellers, at, zips, cities: cities.split(", ") });

/** The 27, by their number of customers. */
export const states: readonly State[] = [
  state(
    "SP",
    41_746,
    1_849,
    [-23.5, -46.6],
    [1000, 19999],
    "sao paulo, campinas, guarulhos, \
sao bernardo do campo, santo andre, osasco, santos, sao jose dos campos, sorocaba, jundiai, \
ribeirao preto, barueri, mogi das cruzes, praia grande, piracicaba, carapicuiba, maua, bauru, \
taubate, sao jose do rio preto, diadema, franca, limeira, cotia, sao caetano do sul, suzano, \
indaiatuba, itaquaquecetuba, sao vicente, americana, guaruja, taboao da serra, hortolandia, \
embu das artes, itapevi, presidente prudente, araraquara, sao carlos, santana de parnaiba, \
marilia, jacarei, sumare, itu, aracatuba, braganca paulista, caraguatatuba, atibaia, valinhos, \
santa barbara d'oeste, rio claro, mogi guacu, botucatu, vinhedo, ourinhos, birigui, ibitinga",
  ),
  state(
    "RJ",
    12_852,
    171,
    [-22.9, -43.2],
    [20000, 28999],
    "rio de janeiro, niteroi, \
nova iguacu, sao goncalo, duque de caxias, campos dos goytacazes, petropolis, volta redonda, \
macae, cabo frio, nova friburgo, teresopolis, belford roxo, sao joao de meriti, itaborai, \
barra mansa, resende, angra dos reis, marica, rio das ostras, araruama, mesquita, nilopolis, mage",
  ),
  state(
    "MG",
    11_635,
    244,
    [-19.9, -43.9],
    [30000, 39999],
    "belo horizonte, contagem, \
juiz de fora, uberlandia, betim, montes claros, uberaba, governador valadares, ipatinga, \
divinopolis, sete lagoas, pocos de caldas, pouso alegre, varginha, nova lima, patos de minas, \
santa luzia, ribeirao das neves, barbacena, lavras, itajuba, passos, vicosa, araxa, ouro preto",
  ),
  state(
    "RS",
    5_466,
    129,
    [-30.0, -51.2],
    [90000, 99999],
    "porto alegre, caxias do sul, \
canoas, pelotas, santa maria, novo hamburgo, gravatai, passo fundo, sao leopoldo, rio grande, \
viamao, santa cruz do sul, bento goncalves, cachoeirinha, bage, uruguaiana, lajeado, erechim, \
alvorada, capao da canoa, ijui, santana do livramento",
  ),
  state(
    "PR",
    5_045,
    349,
    [-25.4, -49.3],
    [80000, 87999],
    "curitiba, londrina, maringa, \
ponta grossa, cascavel, foz do iguacu, sao jose dos pinhais, colombo, guarapuava, paranagua, \
pinhais, toledo, araucaria, apucarana, campo largo, umuarama, arapongas, cambe, fazenda rio grande",
  ),
  state(
    "SC",
    3_637,
    190,
    [-27.6, -48.5],
    [88000, 89999],
    "florianopolis, joinville, \
blumenau, sao jose, criciuma, chapeco, itajai, balneario camboriu, jaragua do sul, palhoca, \
lages, tubarao, brusque, sao bento do sul, concordia, navegantes, icara, rio do sul",
  ),
  state(
    "BA",
    3_380,
    19,
    [-12.97, -38.5],
    [40000, 48999],
    "salvador, feira de santana, \
lauro de freitas, vitoria da conquista, camacari, ilheus, itabuna, juazeiro, porto seguro, \
barreiras, jequie, teixeira de freitas, alagoinhas, eunapolis, santo antonio de jesus, simoes filho",
  ),
  state("DF", 2_140, 30, [-15.8, -47.9], [70000, 72799], "brasilia"),
  state(
    "ES",
    2_033,
    23,
    [-20.3, -40.3],
    [29000, 29999],
    "vila velha, vitoria, serra, \
cariacica, cachoeiro de itapemirim, linhares, guarapari, colatina, aracruz, sao mateus",
  ),
  state(
    "GO",
    2_020,
    40,
    [-16.7, -49.3],
    [72800, 76799],
    "goiania, aparecida de goiania, \
anapolis, rio verde, catalao, luziania, valparaiso de goias, jatai, itumbiara, formosa, caldas novas",
  ),
  state(
    "PE",
    1_652,
    9,
    [-8.05, -34.9],
    [50000, 56999],
    "recife, jaboatao dos guararapes, \
olinda, caruaru, petrolina, paulista, cabo de santo agostinho, garanhuns, camaragibe",
  ),
  state(
    "CE",
    1_336,
    13,
    [-3.7, -38.5],
    [60000, 63999],
    "fortaleza, juazeiro do norte, \
caucaia, sobral, maracanau, crato, eusebio, iguatu, aquiraz",
  ),
  state(
    "PA",
    975,
    1,
    [-1.45, -48.5],
    [66000, 68899],
    "belem, ananindeua, santarem, maraba, \
parauapebas, castanhal, altamira, tucurui, paragominas",
  ),
  state(
    "MT",
    907,
    4,
    [-15.6, -56.1],
    [78000, 78899],
    "cuiaba, varzea grande, rondonopolis, \
sinop, sorriso, tangara da serra, primavera do leste, lucas do rio verde, caceres",
  ),
  state(
    "MA",
    747,
    1,
    [-2.5, -44.3],
    [65000, 65999],
    "sao luis, imperatriz, \
sao jose de ribamar, timon, balsas, acailandia, paco do lumiar, bacabal",
  ),
  state(
    "MS",
    715,
    5,
    [-20.4, -54.6],
    [79000, 79999],
    "campo grande, dourados, tres lagoas, \
corumba, ponta pora, navirai, aquidauana, nova andradina",
  ),
  state(
    "PB",
    536,
    6,
    [-7.1, -34.9],
    [58000, 58999],
    "joao pessoa, campina grande, patos, \
santa rita, bayeux, cabedelo, sousa, cajazeiras",
  ),
  state(
    "PI",
    495,
    1,
    [-5.1, -42.8],
    [64000, 64999],
    "teresina, parnaiba, picos, floriano, \
piripiri, campo maior",
  ),
  state(
    "RN",
    485,
    5,
    [-5.8, -35.2],
    [59000, 59999],
    "natal, mossoro, parnamirim, caico, \
sao goncalo do amarante, currais novos",
  ),
  state(
    "AL",
    413,
    0,
    [-9.6, -35.7],
    [57000, 57999],
    "maceio, arapiraca, rio largo, \
palmeira dos indios, penedo",
  ),
  state(
    "SE",
    350,
    2,
    [-10.9, -37.1],
    [49000, 49999],
    "aracaju, nossa senhora do socorro, \
lagarto, itabaiana, estancia",
  ),
  state(
    "TO",
    280,
    0,
    [-10.2, -48.3],
    [77000, 77999],
    "palmas, araguaina, gurupi, \
porto nacional, paraiso do tocantins",
  ),
  state(
    "RO",
    253,
    2,
    [-8.8, -63.9],
    [76800, 76999],
    "porto velho, ji-parana, ariquemes, \
vilhena, cacoal, ouro preto do oeste",
  ),
  state("AM", 148, 1, [-3.1, -60.0], [69000, 69299], "manaus, itacoatiara, parintins, tefe"),
  state("AC", 81, 1, [-9.97, -67.8], [69900, 69999], "rio branco, cruzeiro do sul, sena madureira"),
  state("AP", 68, 0, [0.03, -51.1], [68900, 68999], "macapa, santana, laranjal do jari"),
  state("RR", 46, 0, [2.8, -60.7], [69300, 69399], "boa vista, rorainopolis, caracarai"),
];

/** Kilometres between two states, by the sphere; within one, about as far as people live apart. */
export const distances: readonly (readonly number[])[] = states.map((from, i) =>
  states.map((to, j) => {
    if (i === j) return Math.min(250, 15 * Math.sqrt(from.zips[1] - from.zips[0] + 1) / 5);
    const radians = Math.PI / 180;
    const [north, east] = [from.at[0] * radians, from.at[1] * radians];
    const [north2, east2] = [to.at[0] * radians, to.at[1] * radians];
    const cosine = Math.sin(north) * Math.sin(north2) +
      Math.cos(north) * Math.cos(north2) * Math.cos(east - east2);
    return 6_371 * Math.acos(Math.min(1, cosine));
  })
);
