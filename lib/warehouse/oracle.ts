/**
 * What is known of the real files of Olist, from public analyses that agree: what a reader must find in
 * them, and what the generator aims at. Money is in centavos.
 */

/** The facts. */
export const oracle = {
  rows: {
    customers: 99_441,
    orders: 99_441,
    order_items: 112_650,
    order_payments: 103_886,
    order_reviews: 99_224,
    products: 32_951,
    sellers: 3_095,
  },
  orders: {
    statuses: {
      created: 5,
      approved: 2,
      invoiced: 314,
      processing: 301,
      shipped: 1_107,
      delivered: 96_478,
      unavailable: 609,
      canceled: 625,
    },
    missing: { approved: 160, carrier: 1_783, delivered: 2_965, deliveredOfDelivered: 8 },
    firstPurchase: "2016-09-04 21:15:19",
    lastPurchase: "2018-10-17 17:30:18",
    firstMonth: "2016-09",
    /** Purchases by month, from the first month on. */
    months: [
      ...[4, 324, 0, 1],
      ...[800, 1780, 2682, 2404, 3700, 3245, 4026, 4331, 4285, 4631, 7544, 5673],
      ...[7269, 6728, 7211, 6939, 6873, 6167, 6292, 6512, 16, 4],
    ],
    withoutItems: 775,
    withoutReviews: 768,
    withoutPayment: 1,
    /** Of delivered orders with a date: those that came after the estimated date, about 8.11 %. */
    late: 7_826,
  },
  items: {
    /** How many lines have `order_item_id` 1, 2, 3 … */
    numbers: [
      ...[98666, 9803, 2287, 965, 460, 256, 58, 36, 28, 25, 17, 13, 8, 7, 5, 3, 3, 3, 3, 3, 1],
    ],
    price: { sum: 1_359_164_370, least: 85, quartiles: [3990, 7499, 13490], most: 673_500 },
    freight: { sum: 225_190_954, least: 0, quartiles: [1308, 1626, 2115], most: 40_968 },
    lastShippingLimit: "2020-04-09",
    /** The prices of orders purchased in January 2017. */
    january2017: 12_031_287,
  },
  payments: {
    types: {
      credit_card: { rows: 76_795, sum: 1_254_208_419 },
      boleto: { rows: 19_784, sum: 286_936_127 },
      voucher: { rows: 5_775, sum: 37_943_687 },
      debit_card: { rows: 1_529, sum: 21_798_979 },
      not_defined: { rows: 3, sum: 0 },
    },
    /** How many rows have `payment_sequential` 1, 2, 3, 4, 5. */
    sequentials: [99_360, 3_039, 581, 278, 170],
    lastSequential: { number: 29, rows: 1 },
    ordersWithoutFirst: 80,
    ofZero: 9,
    withoutInstalments: 2,
  },
  reviews: {
    /** Rows by score, 1 to 5. */
    scores: [11_424, 3_151, 8_179, 19_142, 57_328],
    titlesMissing: 87_656,
    messagesMissing: 58_247,
    distinctIds: 98_410,
  },
  products: {
    withoutCategory: 610,
    withoutSizes: 2,
    weightZero: 4,
    categories: 73,
    biggest: { cama_mesa_banho: 3_029, esporte_lazer: 2_867, moveis_decoracao: 2_657 },
    untranslated: 13,
    /** Groups of products that are alike but for the id. */
    alike: 463,
  },
  sellers: { states: 23, biggest: { SP: 1_849 } },
  customers: {
    people: 96_096,
    cameBack: 2_997,
    biggest: { SP: 41_746, RJ: 12_852, MG: 11_635, RS: 5_466, PR: 5_045 },
  },
  /** Three right answers to "how much did it sell". */
  revenue: { price: 1_359_164_370, priceAndFreight: 1_584_355_324, payments: 1_600_887_212 },
  geolocation: { rows: 1_000_163, duplicates: 261_831 },
  translation: { rows: 71 },
} as const;
