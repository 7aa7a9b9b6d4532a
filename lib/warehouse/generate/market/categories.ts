/** The categories of products: how many products, what they cost and weigh, when they sell. */

/** A category. */
export interface Category {
  readonly name: string;
  /** The word of the translation file, which lacks two. */
  readonly english: string | null;
  /** Products in the real set. */
  readonly products: number;
  /** A usual price in reais, a usual weight in grams. */
  readonly price: number;
  readonly weight: number;
  /** Months in which it sells best, 1 to 12. */
  readonly season: readonly number[];
}

// name, english, products, price, weight, months of its season
const table = `
cama_mesa_banho bed_bath_table 3029 80 1500
esporte_lazer sports_leisure 2867 85 900 1,12
moveis_decoracao furniture_decor 2657 70 2200
beleza_saude health_beauty 2444 85 500
utilidades_domesticas housewares 2335 65 1800
automotivo auto 1900 95 1800
informatica_acessorios computers_accessories 1639 80 500
brinquedos toys 1411 75 1200 10,11,12
relogios_presentes watches_gifts 1329 140 350 5,6,12
telefonia telephony 1134 35 200
bebes baby 919 90 2000
perfumaria perfumery 868 90 350 5,12
fashion_bolsas_e_acessorios fashion_bags_accessories 849 55 400
papelaria stationery 849 60 900 1,2
cool_stuff cool_stuff 789 110 1500 11,12
ferramentas_jardim garden_tools 753 75 2500 9,10
pet_shop pet_shop 719 80 2000
eletronicos electronics 517 35 400 11
construcao_ferramentas_construcao construction_tools_construction 400 90 2500
eletrodomesticos home_appliances 370 60 3000 11
malas_acessorios luggage_accessories 349 110 2500 12,1
consoles_games consoles_games 317 75 500 11,12
moveis_escritorio office_furniture 309 150 9000
instrumentos_musicais musical_instruments 289 170 2500
eletroportateis small_appliances 231 190 3500
casa_construcao home_construction 225 110 2500
livros_interesse_geral books_general_interest 216 55 600
fashion_calcados fashion_shoes 173 75 800
moveis_sala furniture_living_room 156 110 7000
climatizacao air_conditioning 124 150 5000 1,2,11,12
livros_tecnicos books_technical 123 60 800
telefonia_fixa fixed_telephony 116 110 600
casa_conforto home_confort 111 110 1800
market_place market_place 104 75 900
alimentos_bebidas food_drink 104 45 800
fashion_roupa_masculina fashion_male_clothing 95 65 500
moveis_cozinha_area_de_servico_jantar_e_jardim kitchen_dining_laundry_garden_furniture 94 140 8000
sinalizacao_e_seguranca signaling_and_security 93 90 900
construcao_ferramentas_seguranca construction_tools_safety 91 120 1200
eletrodomesticos_2 home_appliances_2 90 350 7000
construcao_ferramentas_jardim costruction_tools_garden 88 85 2500
alimentos food 82 45 800
bebidas drinks 81 45 1500
construcao_ferramentas_iluminacao construction_tools_lights 78 90 1500
agro_industria_e_comercio agro_industry_and_commerce 74 200 4000
industria_comercio_e_negocios industry_commerce_and_business 68 110 1500
artigos_de_natal christmas_supplies 65 45 1000 11,12
audio audio 58 110 600
artes art 55 70 900
fashion_underwear_e_moda_praia fashion_underwear_beach 53 60 300 12,1
dvds_blu_ray dvds_blu_ray 48 75 350
moveis_quarto furniture_bedroom 45 150 9500
construcao_ferramentas_ferramentas costruction_tools_tools 39 110 1500
livros_importados books_imported 31 65 700
portateis_casa_forno_e_cafe small_appliances_home_oven_and_coffee 31 450 6000
pcs computers 30 1000 4500
cine_foto cine_photo 28 80 500
artigos_de_festas party_supplies 26 45 500 6,10
fashion_roupa_feminina fashio_female_clothing 27 55 400
musica music 27 120 700
artes_e_artesanato arts_and_craftmanship 19 60 600
fashion_esporte fashion_sport 19 65 400
flores flowers 14 30 700
fraldas_higiene diapers_and_hygiene 12 35 900
portateis_cozinha_e_preparadores_de_alimentos - 10 190 3000
la_cuisine la_cuisine 10 110 1500
moveis_colchao_e_estofado furniture_mattress_and_upholstery 10 120 8000
tablets_impressao_imagem tablets_printing_image 9 85 600
casa_conforto_2 home_comfort_2 5 30 800
fashion_roupa_infanto_juvenil fashion_childrens_clothes 5 65 300
pc_gamer - 3 150 1500
seguros_e_servicos security_and_services 2 140 500
cds_dvds_musicais cds_dvds_musicals 1 55 300`;

/** All of them, the biggest first. */
export const categories: readonly Category[] = table.trim().split("\n").map((line) => {
  const [name = "", english = "", products, price, weight, season] = line.split(" ");
  return {
    name,
    english: english === "-" ? null : english,
    products: Number(products),
    price: Number(price),
    weight: Number(weight),
    season: season?.split(",").map(Number) ?? [],
  };
});
