"""Words of the sample listings in English, Simplified Chinese and Portuguese, written in each language.

Every entry is (en, zh, pt). Traditional Chinese is converted from the Simplified entry.
"""

PRODUCTS = {
    "semiconductors": [
        ("silicon carbide power modules", "碳化硅功率模块", "módulos de potência de carboneto de silício"),
        ("wafer-level packaging", "晶圆级封装", "encapsulamento de circuitos integrados"),
        (
            "photoresist and wet chemicals",
            "光刻胶与湿电子化学品",
            "fotorresistes e produtos químicos húmidos",
        ),
        ("MEMS sensors", "微机电传感器", "sensores MEMS"),
        ("analogue chip design", "模拟芯片设计", "conceção de circuitos analógicos"),
    ],
    "electronics-displays": [
        ("mini-LED display modules", "Mini LED 显示模组", "módulos de ecrã mini-LED"),
        ("circuit boards for servers", "服务器用高多层电路板", "placas de circuito para servidores"),
        ("optical modules", "光模块", "módulos óticos"),
        ("smart terminals", "智能终端", "terminais inteligentes"),
        ("precision connectors", "精密连接器", "conectores de precisão"),
    ],
    "new-energy-storage": [
        ("grid battery systems", "储能电池系统", "sistemas de baterias para a rede elétrica"),
        ("sodium-ion cells", "钠离子电池", "células de iões de sódio"),
        ("power conversion systems", "储能变流器", "conversores para armazenamento de energia"),
        ("electrolysers", "电解水制氢设备", "eletrolisadores"),
        ("battery recycling", "动力电池回收利用", "reciclagem de baterias"),
    ],
    "biomedicine-devices": [
        ("biologics contract manufacturing", "生物药合同生产", "produção de biofármacos por contrato"),
        ("medical imaging devices", "医学影像设备", "equipamentos de imagiologia médica"),
        ("in-vitro diagnostics", "体外诊断试剂", "reagentes de diagnóstico in vitro"),
        ("Chinese medicine extracts", "中药提取物", "extratos de medicina tradicional chinesa"),
        ("orthopaedic implants", "骨科植入物", "implantes ortopédicos"),
    ],
    "chemicals-materials": [
        ("high-purity solvents", "高纯溶剂", "solventes de alta pureza"),
        ("engineering plastics", "工程塑料", "plásticos de engenharia"),
        ("battery separator film", "电池隔膜", "película separadora para baterias"),
        ("electronic copper foil", "电子铜箔", "folha de cobre eletrónica"),
        ("biodegradable polymers", "可降解高分子材料", "polímeros biodegradáveis"),
    ],
    "machinery-robotics": [
        ("collaborative robots", "协作机器人", "robôs colaborativos"),
        ("laser cutting machines", "激光切割设备", "máquinas de corte a laser"),
        ("precision reducers", "精密减速器", "redutores de precisão"),
        ("injection moulding machines", "注塑机", "máquinas de injeção de plástico"),
        ("machine vision systems", "机器视觉系统", "sistemas de visão artificial"),
    ],
    "automotive-nev": [
        ("electric drive units", "电驱动总成", "grupos de tração elétrica"),
        ("thermal management systems", "汽车热管理系统", "sistemas de gestão térmica"),
        ("lightweight body parts", "轻量化车身件", "peças leves de carroçaria"),
        ("automotive lidar", "车载激光雷达", "lidar automóvel"),
        ("charging equipment", "充电设备", "equipamentos de carregamento"),
    ],
    "digital-data-ai": [
        ("computing centre services", "算力中心服务", "serviços de centros de computação"),
        ("industrial software", "工业软件", "software industrial"),
        ("cross-border data services", "跨境数据服务", "serviços de dados transfronteiriços"),
        ("language models for public services", "政务大模型", "modelos de linguagem para serviços públicos"),
        ("data security products", "数据安全产品", "produtos de segurança de dados"),
    ],
    "marine-offshore-wind": [
        ("offshore wind nacelles", "海上风电机舱", "nacelas para energia eólica offshore"),
        ("subsea cables", "海底电缆", "cabos submarinos"),
        ("deep-sea fish farming platforms", "深远海养殖平台", "plataformas de aquacultura em mar aberto"),
        ("marine biotech ingredients", "海洋生物制品", "ingredientes de biotecnologia marinha"),
        ("electric ship propulsion", "船舶电力推进系统", "propulsão elétrica naval"),
    ],
    "agriculture-food": [
        ("ready meals", "预制菜", "refeições preparadas"),
        ("lychee and longan processing", "荔枝龙眼深加工", "transformação de lichia e longana"),
        ("seed breeding", "种业育种", "melhoramento de sementes"),
        ("tilapia and shrimp processing", "罗非鱼与对虾加工", "transformação de tilápia e camarão"),
        ("functional foods", "功能性食品", "alimentos funcionais"),
    ],
    "ports-aviation-logistics": [
        ("cold-chain logistics", "冷链物流", "logística de frio"),
        ("air cargo handling", "航空货运", "carga aérea"),
        ("bonded warehousing", "保税仓储", "armazenagem sob controlo aduaneiro"),
        ("rail and water transport", "铁水联运", "transporte ferroviário e fluvial"),
        ("aircraft maintenance", "飞机维修", "manutenção de aeronaves"),
    ],
    "finance-professional": [
        ("equipment leasing", "设备融资租赁", "locação financeira de equipamentos"),
        ("green finance services", "绿色金融服务", "serviços de finanças verdes"),
        ("testing and certification", "检验检测认证", "ensaios e certificação"),
        ("intellectual property services", "知识产权服务", "serviços de propriedade intelectual"),
        ("commercial law services", "商事法律服务", "serviços jurídicos comerciais"),
    ],
    "culture-tourism-health": [
        ("hot-spring resorts", "温泉度假", "estâncias termais"),
        ("digital games", "数字游戏", "jogos digitais"),
        ("senior care", "康养服务", "cuidados a pessoas idosas"),
        ("historic quarter renewal", "历史街区活化", "reabilitação de bairros históricos"),
        ("health tourism", "健康旅游", "turismo de saúde"),
    ],
    "low-altitude": [
        ("cargo drones", "货运无人机", "drones de carga"),
        (
            "electric vertical take-off aircraft",
            "电动垂直起降飞行器",
            "aeronaves elétricas de descolagem vertical",
        ),
        ("low-altitude flight management", "低空飞行管理系统", "sistemas de gestão de voos a baixa altitude"),
        ("drone batteries", "无人机电池", "baterias para drones"),
        ("take-off and landing sites", "低空起降场", "locais de descolagem e aterragem"),
    ],
    "consumer-goods": [
        ("smart air conditioners", "智能空调", "aparelhos inteligentes de ar condicionado"),
        ("functional textiles", "功能性面料", "têxteis funcionais"),
        ("ceramic tableware", "日用陶瓷", "louça de cerâmica"),
        ("small kitchen appliances", "厨房小家电", "pequenos eletrodomésticos de cozinha"),
        ("smart furniture", "智能家具", "mobiliário inteligente"),
    ],
    "green-environment": [
        ("sludge treatment", "污泥处理", "tratamento de lamas"),
        ("emergency rescue equipment", "应急救援装备", "equipamentos de socorro"),
        ("scrap metal recovery", "再生金属", "recuperação de metais"),
        ("air filtration equipment", "空气净化设备", "equipamentos de filtragem de ar"),
        ("water treatment membranes", "水处理膜", "membranas para tratamento de água"),
    ],
}
# What each city might plausibly offer; the rows stay inventions.
CITY_SECTORS = {
    "guangzhou": "biomedicine-devices automotive-nev semiconductors finance-professional electronics-displays",
    "shenzhen": "semiconductors digital-data-ai low-altitude electronics-displays finance-professional",
    "zhuhai": "consumer-goods low-altitude biomedicine-devices semiconductors culture-tourism-health",
    "shantou": "marine-offshore-wind consumer-goods digital-data-ai biomedicine-devices",
    "foshan": "consumer-goods machinery-robotics chemicals-materials new-energy-storage",
    "shaoguan": "digital-data-ai chemicals-materials culture-tourism-health green-environment",
    "heyuan": "electronics-displays agriculture-food green-environment machinery-robotics",
    "meizhou": "electronics-displays agriculture-food culture-tourism-health chemicals-materials",
    "huizhou": "chemicals-materials electronics-displays new-energy-storage automotive-nev",
    "shanwei": "marine-offshore-wind new-energy-storage agriculture-food electronics-displays",
    "dongguan": "electronics-displays machinery-robotics semiconductors consumer-goods",
    "zhongshan": "consumer-goods biomedicine-devices machinery-robotics new-energy-storage",
    "jiangmen": "new-energy-storage machinery-robotics automotive-nev agriculture-food",
    "yangjiang": "marine-offshore-wind chemicals-materials agriculture-food new-energy-storage",
    "zhanjiang": "chemicals-materials marine-offshore-wind agriculture-food ports-aviation-logistics",
    "maoming": "chemicals-materials agriculture-food new-energy-storage ports-aviation-logistics",
    "zhaoqing": "automotive-nev chemicals-materials electronics-displays green-environment",
    "qingyuan": "chemicals-materials consumer-goods culture-tourism-health green-environment",
    "chaozhou": "consumer-goods agriculture-food chemicals-materials marine-offshore-wind",
    "jieyang": "chemicals-materials marine-offshore-wind consumer-goods biomedicine-devices",
    "yunfu": "new-energy-storage chemicals-materials agriculture-food machinery-robotics",
}
# A second sector only where the two are neighbours in industry; the others stand alone.
NEIGHBOURS = {
    "new-energy-storage": "automotive-nev",
    "automotive-nev": "new-energy-storage",
    "semiconductors": "electronics-displays",
    "electronics-displays": "semiconductors",
    "low-altitude": "machinery-robotics",
    "marine-offshore-wind": "machinery-robotics",
}
TITLES = {
    "greenfield": ("Plant for {product}, {city}", "{city}{product}项目", "Unidade de {product} em {city}"),
    "expansion": (
        "Expansion: {product}, {city}",
        "{city}{product}扩产项目",
        "Ampliação: {product} em {city}",
    ),
    "land_plot": (
        "Plot for {product}, {city}",
        "{city}{product}产业用地",
        "Terreno para {product} em {city}",
    ),
    "factory_space": (
        "Factory space for {product}, {city}",
        "{city}{product}标准厂房",
        "Espaço fabril para {product} em {city}",
    ),
    "research": (
        "Joint laboratory for {product}, {city}",
        "{city}{product}联合实验室",
        "Laboratório conjunto de {product} em {city}",
    ),
    "fund": (
        "Growth fund for {product}, {city}",
        "{city}{product}产业基金",
        "Fundo para {product} em {city}",
    ),
    "infrastructure": (
        "Shared works for {product}, {city}",
        "{city}{product}配套基础设施",
        "Infraestrutura partilhada para {product} em {city}",
    ),
    "scenario": (
        "First use of {product}, {city}",
        "{city}{product}应用场景",
        "Primeira aplicação de {product} em {city}",
    ),
}
SUMMARIES = {
    "site": (
        "{land} ha with road, water and {kv} kV power, {port} km from the port; {stage}.",
        "用地 {land} 公顷，道路、供水和 {kv} 千伏供电到位，距港口 {port} 公里；{stage}。",
        "{land} ha com estrada, água e energia a {kv} kV, a {port} km do porto; {stage}.",
    ),
    "space": (
        "{floor} m² to fit out, with floor load and lifts for light industry, {rail} km from high-speed rail;"
        " {stage}.",
        "{floor} 平方米可直接装修，楼面荷载和货梯适合轻型制造，距高铁站 {rail} 公里；{stage}。",
        "{floor} m² prontos a equipar, com carga de piso e monta-cargas para indústria ligeira, a {rail} km do comboio"
        " de alta velocidade; {stage}.",
    ),
    "partner": (
        "A local partner brings premises, staff and {equity} % of the capital; a technical partner is sought; {stage}.",
        "本地合作方提供场地、人员和 {equity}% 的资金，诚邀技术合作方；{stage}。",
        "Um parceiro local traz instalações, pessoal e {equity} % do capital; procura-se um parceiro técnico; {stage}.",
    ),
    "works": (
        "Works that several firms of the estate will share, with a concession of {years} years; {stage}.",
        "由园区多家企业共用的配套设施，特许经营期 {years} 年；{stage}。",
        "Obras que várias empresas do parque vão partilhar, com concessão de {years} anos; {stage}.",
    ),
    "call": (
        "A public body opens a real setting for a first use, with data and a test period of {months} months; {stage}.",
        "公共机构开放真实场景用于首次应用，提供数据，试用期 {months} 个月；{stage}。",
        "Uma entidade pública abre um contexto real para a primeira aplicação, com dados e {months} meses de ensaio;"
        " {stage}.",
    ),
}
SHAPES = {
    "greenfield": "site",
    "expansion": "site",
    "land_plot": "site",
    "factory_space": "space",
    "research": "partner",
    "fund": "partner",
    "infrastructure": "works",
    "scenario": "call",
}
STAGES = {
    "concept": ("still a concept", "尚在构想阶段", "ainda em fase de conceito"),
    "study": ("feasibility study done", "可行性研究已完成", "estudo de viabilidade concluído"),
    "approved": ("filed with the authority", "已完成备案", "registado junto da autoridade"),
    "land_ready": ("land ready", "用地已落实", "terreno pronto"),
    "permit_ready": ("permits ready", "许可手续齐备", "licenças prontas"),
    "construction": ("under construction", "在建", "em construção"),
    "operating": ("in operation", "已投入运营", "em funcionamento"),
}
REASONS = [
    (
        "Buyers of this product are already in {city}, so the first orders need not travel far.",
        "{city}已有该产品的采购企业，首批订单可就近供应。",
        "Já existem compradores deste produto em {city}, pelo que as primeiras encomendas ficam perto.",
    ),
    (
        "Two vocational colleges in {city} train operators for this line of work.",
        "{city}有两所职业院校培养本行业的操作人员。",
        "Duas escolas profissionais de {city} formam operadores para este ramo.",
    ),
    (
        "The estate keeps its own substation and treats waste water on site.",
        "园区自建变电站，污水就地处理。",
        "O parque tem subestação própria e trata as águas residuais no local.",
    ),
    (
        "Suppliers of parts and tools can be reached within an hour by road.",
        "零部件和模具供应商在一小时车程之内。",
        "Os fornecedores de peças e ferramentas ficam a menos de uma hora por estrada.",
    ),
    (
        "A motorway entrance lies {motorway} km away and the port {port} km.",
        "距高速公路入口 {motorway} 公里，距港口 {port} 公里。",
        "A entrada da autoestrada fica a {motorway} km e o porto a {port} km.",
    ),
    (
        "The officer in charge handles filing, land and utilities in one case.",
        "由专人在同一件次内办理备案、用地和水电手续。",
        "O responsável trata do registo, do terreno e das ligações num único processo.",
    ),
]
OFFERED = [
    (
        "Site with road, water and drainage",
        "通路、通水、通排水的场地",
        "Terreno com estrada, água e drenagem",
    ),
    ("Power connection at {kv} kV", "{kv} 千伏供电接入", "Ligação elétrica a {kv} kV"),
    (
        "One officer from the first question to production",
        "从咨询到投产由专人跟进",
        "Um responsável, da pergunta à produção",
    ),
    (
        "Use of the estate's test laboratory at cost",
        "按成本价使用园区检测实验室",
        "Uso do laboratório do parque a preço de custo",
    ),
    (
        "Housing for 200 staff within 3 km",
        "3 公里内可供 200 名员工居住",
        "Alojamento para 200 trabalhadores a menos de 3 km",
    ),
    ("First two years of rent at half", "前两年租金减半", "Renda a metade nos dois primeiros anos"),
    ("Introductions to five local buyers", "对接五家本地采购企业", "Apresentação a cinco compradores locais"),
]
ASKED = [
    (
        "Start of works within {months} months of signing",
        "签约后 {months} 个月内开工",
        "Início das obras até {months} meses após a assinatura",
    ),
    (
        "Own technology or a licence in force",
        "拥有自有技术或有效授权",
        "Tecnologia própria ou licença em vigor",
    ),
    (
        "Energy use below the estate's ceiling",
        "单位能耗低于园区上限",
        "Consumo de energia abaixo do limite do parque",
    ),
    (
        "At least {jobs} jobs by the third year",
        "第三年前用工不少于 {jobs} 人",
        "Pelo menos {jobs} postos de trabalho até ao terceiro ano",
    ),
    (
        "Audited accounts of the last two years",
        "近两年经审计的财务报表",
        "Contas auditadas dos dois últimos anos",
    ),
    ("A company registered in the city", "在本市注册公司", "Uma empresa registada na cidade"),
]
RISKS = [
    (
        "The environmental assessment is not finished; emissions may be capped.",
        "环境影响评价尚未完成，排放总量可能受限。",
        "A avaliação ambiental não está concluída; as emissões podem ter limite.",
    ),
    (
        "The plot floods in heavy typhoons: raise the floor level.",
        "强台风时地块可能积水，须抬高室内地坪。",
        "O terreno inunda em tufões fortes: é preciso elevar o piso.",
    ),
    (
        "Skilled technicians are scarce; plan for training.",
        "熟练技工紧缺，应预留培训时间。",
        "Faltam técnicos qualificados; preveja formação.",
    ),
    (
        "The second power line comes only next year.",
        "第二路电源要到明年才接通。",
        "A segunda linha elétrica só chega no próximo ano.",
    ),
    (
        "Part of the land is still being cleared.",
        "部分土地仍在拆迁平整。",
        "Parte do terreno ainda está a ser libertada.",
    ),
    (
        "The energy quota has to be applied for and may be refused.",
        "能耗指标须另行申请，存在不获批准的可能。",
        "A quota de energia tem de ser pedida e pode ser recusada.",
    ),
    (
        "Demand depends on two large buyers.",
        "需求依赖两家大客户。",
        "A procura depende de dois grandes compradores.",
    ),
    (
        "The rent may rise after the third year.",
        "第三年后租金可能上涨。",
        "A renda pode subir depois do terceiro ano.",
    ),
    (
        "Market access for this activity must be checked against the current list.",
        "须对照现行准入清单核实本业务是否放开。",
        "O acesso a esta atividade tem de ser verificado na lista em vigor.",
    ),
]
BODIES = (
    "Commerce Bureau of {city} (sample)",
    "{city}市商务局（样例）",
    "Direção do Comércio de {city} (amostra)",
)
ISSUERS = {
    "right_to_offer": "People's Government of {city} (sample)",
    "land_certificate": "Natural Resources Bureau of {city} (sample)",
    "planning": "Natural Resources Bureau of {city} (sample)",
    "utilities": "Power and water companies of {city} (sample)",
    "study": "Design institute in {city} (sample)",
    "filing": "Development and Reform Bureau of {city} (sample)",
    "environment": "Ecology and Environment Bureau of {city} (sample)",
    "energy": "Development and Reform Bureau of {city} (sample)",
    "geology": "Survey institute in {city} (sample)",
    "accounts": "Audit firm in {city} (sample)",
    "resolution": "Board of the local partner (sample)",
    "photo": "Commerce Bureau of {city} (sample)",
}
