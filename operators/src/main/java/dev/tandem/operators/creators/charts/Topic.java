package dev.tandem.operators.creators.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What made-up tables are about.
 *
 * @param subject begins titles
 * @param key what the rows are
 * @param names of rows; where rows are numbers that something else depends on, the steps that they may have; none for years
 * @param measures names, with units, of what is counted or measured
 * @param low least value
 * @param high greatest value
 * @param decimals of values
 */
record Topic(String subject, String key, List<String> names, List<String> measures, int low, int high, int decimals) {
    private static final String FARMS = "Alder Farm,Birch Farm,Cedar Farm,Elm Farm,Hazel Farm,Larch Farm,Oak Farm,Pine Farm";
    private static final String TOWNS = "Abbotsey,Brackwell,Corfield,Denmoor,Esterby,Fallow Hill,Garston,Hexwick,Inverley,Kirkdale,Lowmere";
    private static final String DAYS = "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday";
    private static final String PLANTS = "Plant A,Plant B,Plant C,Plant D,Plant E,Plant F,Plant G,Plant H,Plant J,Plant K";
    private static final String DISHES = "Soup,Salad,Pasta,Curry,Pie,Stew,Rice,Omelette,Sandwich,Pancakes";
    private static final String SPORTS = "Rowing,Judo,Chess,Tennis,Hockey,Fencing,Sailing,Boxing,Diving,Archery";
    private static final String BIRDS = "Robin,Wren,Heron,Swift,Magpie,Kestrel,Dunnock,Siskin,Plover,Jackdaw";
    private static final String FLEETS = "Trams,Buses,Ferries,Trains,Taxis,Bicycles,Scooters,Lorries";

    private static final List<Topic> TOPICS = List.of(
            of("Harvest", "Farm", FARMS, "Wheat (t),Barley (t),Oats (t),Potatoes (t),Beet (t)", 5, 400, 1),
            of("Town budget", "Town", TOWNS, "Schools (k€),Roads (k€),Parks (k€),Libraries (k€)", 20, 900, 0),
            of("Weather", "Town", TOWNS, "Rainfall (mm),Sunshine (h),Frost (days)", 3, 250, 0),
            of("Visitors", "Day", DAYS, "Museum,Zoo,Castle,Gallery", 40, 2500, 0),
            of("Electricity", "Plant", PLANTS, "Output (GWh),Own use (GWh),Losses (GWh)", 1, 90, 2),
            of("Canteen sales", "Dish", DISHES, "Portions sold,Waste (kg),Cost (€)", 4, 180, 1),
            of("Club members", "Sport", SPORTS, "Juniors,Adults,Seniors", 6, 320, 0),
            of("Bird count", "Bird", BIRDS, "Spring,Summer,Autumn,Winter", 2, 150, 0),
            of("City transport", "Vehicle", FLEETS, "Trips (1000),Energy (MWh),Staff", 8, 700, 1),
            of("Survey", "Town", TOWNS, "Very satisfied (%),Satisfied (%),Unsatisfied (%)", 2, 60, 1));

    private static final List<Topic> PERIODS = List.of(
            of("Company results", "Year", "", "Revenue (M€),Costs (M€),Orders (M€)", 10, 300, 1),
            of("Reservoir", "Year", "", "Water level (m),Inflow (m³/s),Outflow (m³/s)", 2, 80, 2),
            of("Newsletter", "Year", "", "Readers,New readers,Letters", 50, 5000, 0),
            of("Bakery", "Year", "", "Bread (t),Cakes (t),Rolls (t)", 3, 120, 1));

    private static final List<Topic> RELATIONS = List.of(
            of("Mountain stations", "Height (m)", "100,150,250,300", "Temperature (°C),Wind (km/h),Snow (cm)", 1, 95, 1),
            of("Road tests", "Speed (km/h)", "10,15,20", "Braking distance (m),Noise (dB),Fuel (l)", 2, 110, 1),
            of("Greenhouse trial", "Fertilizer (g)", "5,10,25", "Yield (kg),Leaf width (mm),Days to bloom", 3, 90, 0));

    private static Topic of(String subject, String key, String names, String measures, int low, int high, int decimals) {
        return new Topic(
                subject, key, names.isEmpty() ? List.of() : Arrays.asList(names.split(",")), Arrays.asList(measures.split(",")),
                low, high, decimals);
    }

    /** A topic by chance that fits a kind of chart. */
    static Topic of(ChartKind kind, Random random) {
        List<Topic> topics = switch (kind) {
            case BAR, PIE -> TOPICS;
            case LINE -> PERIODS;
            case SCATTER -> RELATIONS;
        };
        return topics.get(random.nextInt(topics.size()));
    }

    /** Distinct names of rows by chance: years, numbers, or some of the topic's. */
    List<String> rowNames(ChartKind kind, int count, Random random) {
        if (kind == ChartKind.LINE) {
            int first = 1950 + random.nextInt(70);
            int step = 1 + random.nextInt(2);
            return numbers(count, first, step);
        }
        if (kind == ChartKind.SCATTER) {
            int step = Integer.parseInt(names.get(random.nextInt(names.size())));
            return numbers(count, step * (1 + random.nextInt(3)), step);
        }
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(count, shuffled.size()));
    }

    private static List<String> numbers(int count, int first, int step) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(Integer.toString(first + i * step));
        }
        return numbers;
    }
}
