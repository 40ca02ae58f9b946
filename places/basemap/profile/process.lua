-- What of OpenStreetMap is on our base map, in which layer and from which zoom on.
-- Read by tilemaker together with config.json.

-- Names in other languages are kept only where they differ from the local one.
local LANGUAGES = { "bg", "en", "ro", "el", "fr" }

-- Half the equator in metres, divided by the pixels of half the world at zoom 0.
local METRES_PER_PIXEL = 156543

node_keys = { "place", "natural" }

-- place=… → the zoom from which the name is written
local PLACES = {
  city = 5, town = 8, village = 10, suburb = 12, hamlet = 12, quarter = 13,
  neighbourhood = 14, isolated_dwelling = 14, locality = 14,
}

-- highway=… → our kind, and the zoom from which it is drawn
local ROADS = {
  motorway = { "motorway", 5 }, motorway_link = { "motorway", 10 },
  trunk = { "main", 6 }, trunk_link = { "main", 10 },
  primary = { "main", 7 }, primary_link = { "main", 11 },
  secondary = { "middle", 9 }, secondary_link = { "middle", 12 },
  tertiary = { "middle", 10 }, tertiary_link = { "middle", 12 },
  unclassified = { "minor", 12 }, residential = { "minor", 12 }, road = { "minor", 12 },
  living_street = { "minor", 12 }, pedestrian = { "minor", 13 }, service = { "minor", 13 },
  track = { "track", 13 },
  path = { "path", 13 }, footway = { "path", 13 }, bridleway = { "path", 13 },
  cycleway = { "path", 13 }, steps = { "path", 14 },
}

local WOODS = { wood = true, forest = true }
local BASINS = { reservoir = true, basin = true }
local STREAMS = { river = 8, canal = 11, stream = 13 }

function init_function() end
function exit_function() end

local function write_names(object)
  local name = object:Find("name")
  object:Attribute("name", name)
  for _, language in ipairs(LANGUAGES) do
    local other = object:Find("name:" .. language)
    if other ~= "" and other ~= name then
      object:Attribute("name:" .. language, other)
    end
  end
end

function node_function(node)
  if node:Find("name") == "" then return end
  local first = PLACES[node:Find("place")]
  if first then
    node:Layer("places", false)
    node:Attribute("kind", node:Find("place"))
    local people = tonumber(node:Find("population")) or 0
    if people > 0 then node:AttributeNumeric("people", people) end
    if people >= 100000 and first > 5 then first = 6 end
    node:MinZoom(first)
    write_names(node)
  elseif node:Find("natural") == "peak" or node:Find("natural") == "volcano" then
    node:Layer("peaks", false)
    local metres = tonumber(string.match(node:Find("ele"), "^%s*(%d+)"))
    if metres then node:AttributeNumeric("metres", metres) end
    node:MinZoom((metres or 0) >= 2000 and 11 or 12)
    write_names(node)
  end
end

-- An area is drawn from the zoom on where it covers some pixels.
local function zoom_of_area(square_metres, first)
  for zoom = first, 13 do
    local pixel = METRES_PER_PIXEL / 2 ^ zoom
    if square_metres >= 12 * pixel * pixel then return zoom end
  end
  return 14
end

local function write_area(way, layer, first)
  way:Layer(layer, true)
  way:MinZoom(zoom_of_area(way:Area(), first))
end

local function write_road(way, road)
  local tunnel = way:Find("tunnel")
  way:Layer("roads", false)
  way:Attribute("kind", road[1])
  way:MinZoom(road[2])
  if tunnel ~= "" and tunnel ~= "no" then way:AttributeBoolean("tunnel", true) end
  if way:Find("ref") ~= "" then way:Attribute("ref", way:Find("ref")) end
  if way:Find("name") ~= "" then write_names(way) end
end

function way_function(way)
  local road = ROADS[way:Find("highway")]
  if road and way:Find("area") ~= "yes" then write_road(way, road) end
  if way:Find("railway") == "rail" then
    way:Layer("roads", false)
    way:Attribute("kind", "rail")
    way:MinZoom(9)
  end

  local first = STREAMS[way:Find("waterway")]
  if first then
    way:Layer("streams", false)
    way:Attribute("kind", way:Find("waterway"))
    way:MinZoom(first)
    if way:Find("name") ~= "" then write_names(way) end
  end

  if not way:IsClosed() then return end
  local natural, landuse = way:Find("natural"), way:Find("landuse")
  if natural == "water" or BASINS[landuse] or way:Find("waterway") == "riverbank" then
    write_area(way, "water", 5)
    -- A river bears its name on its line.
    local is_lake = landuse == "reservoir" or (natural == "water" and way:Find("water") ~= "river")
    if is_lake and way:Find("name") ~= "" then write_names(way) end
  elseif WOODS[natural] or WOODS[landuse] then
    write_area(way, "woods", 7)
  elseif landuse == "residential" then
    write_area(way, "towns", 9)
  end
  if way:Find("building") ~= "" and way:Find("building") ~= "no" then
    way:Layer("buildings", true)
  end
end
